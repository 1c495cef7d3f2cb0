package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be ordered: the versions of the engines and the classes that they run on. */
final class Catalogue {
  private record Option(Engines.Version version, String instanceClass) {}

  private Catalogue() {}

  static Outcome engineVersions(Call call, Region region) {
    Form form = call.form();
    String engine = form.text("Engine");
    String wanted = form.text("EngineVersion");
    String family = form.text("DBParameterGroupFamily");
    boolean defaultOnly = form.flag("DefaultOnly");
    return Page.of(
        call,
        "DBEngineVersions",
        Engines.versions().stream()
            .filter(version -> engine == null || version.engine().equals(engine))
            .filter(version ->
                wanted == null
                    || version.version().equals(wanted)
                    || version.version().startsWith(wanted + "."))
            .filter(version -> family == null || version.family().equals(family))
            .filter(version -> !defaultOnly || version.equals(Engines.newest(version.engine())))
            .toList(),
        version -> version.engine() + "|" + version.version(),
        Catalogue::shown);
  }

  private static Map<String, Object> shown(Engines.Version version) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("Engine", version.engine());
    shown.put("EngineVersion", version.version());
    shown.put("DBParameterGroupFamily", version.family());
    shown.put("DBEngineDescription", version.description());
    shown.put("DBEngineVersionDescription", version.description() + " " + version.version());
    shown.put("Status", "available");
    var targets = new ArrayList<Object>();
    List<Engines.Version> all = Engines.versions();
    for (Engines.Version later : all.subList(all.indexOf(version) + 1, all.size())) {
      if (later.engine().equals(version.engine())) {
        targets.add(
            Map.of(
                "Engine",
                later.engine(),
                "EngineVersion",
                later.version(),
                "Description",
                later.description() + " " + later.version(),
                "AutoUpgrade",
                false,
                "IsMajorVersionUpgrade",
                !later.sameMajor(version)));
      }
    }
    shown.put("ValidUpgradeTarget", targets);
    return shown;
  }

  static Outcome orderable(Call call, Region region) {
    Form form = call.form();
    String engine = form.required("Engine");
    Engines.newest(engine);
    String wanted = form.text("EngineVersion");
    String instanceClass = form.text("DBInstanceClass");
    var options = new ArrayList<Option>();
    for (Engines.Version version : Engines.versions()) {
      for (String orderable : Engines.CLASSES) {
        if (version.engine().equals(engine)
            && (wanted == null || version.version().equals(wanted))
            && (instanceClass == null || orderable.equals(instanceClass))
            && Engines.orderable(engine, orderable)) {
          options.add(new Option(version, orderable));
        }
      }
    }
    return Page.of(
        call,
        "OrderableDBInstanceOptions",
        options,
        option -> option.version().version() + "|" + option.instanceClass(),
        option -> shown(option, call.scope().region()));
  }

  private static Map<String, Object> shown(Option option, String region) {
    boolean aurora = option.version().engine().startsWith("aurora");
    var shown = new LinkedHashMap<String, Object>();
    shown.put("Engine", option.version().engine());
    shown.put("EngineVersion", option.version().version());
    shown.put("DBInstanceClass", option.instanceClass());
    shown.put("LicenseModel", option.version().license());
    shown.put(
        "AvailabilityZones",
        List.of(
            Map.of("Name", region + "a"),
            Map.of("Name", region + "b"),
            Map.of("Name", region + "c")));
    shown.put("MultiAZCapable", !aurora);
    shown.put("ReadReplicaCapable", !aurora);
    shown.put("Vpc", true);
    shown.put("SupportsStorageEncryption", true);
    shown.put("StorageType", aurora ? "aurora" : "gp3");
    shown.put("SupportsIops", !aurora);
    shown.put("SupportsStorageAutoscaling", !aurora);
    shown.put("MinStorageSize", 20);
    shown.put("MaxStorageSize", 65_536);
    return shown;
  }
}
