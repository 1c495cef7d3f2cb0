package dev.countersign.simulator.wire;

/** The two services that are spoken here, told apart by the version of their API. */
public enum Protocol {
  RDS("2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/"),
  STS("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

  private final String version;
  private final String namespace;

  Protocol(String version, String namespace) {
    this.version = version;
    this.namespace = namespace;
  }

  public String namespace() {
    return namespace;
  }

  public static Protocol of(Form form, String service) {
    String version = form.text("Version", service.equals("sts") ? STS.version : RDS.version);
    for (Protocol protocol : values()) {
      if (protocol.version.equals(version)) {
        return protocol;
      }
    }
    throw AwsError.refused(
        "InvalidAction",
        "Could not find operation " + form.text("Action", "") + " for version " + version);
  }
}
