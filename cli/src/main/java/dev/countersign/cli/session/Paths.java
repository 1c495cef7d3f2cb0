package dev.countersign.cli.session;

/** The paths of the OpenAPI document whose documents are shown. */
public final class Paths {
  public static final String OPERATIONS = "/api/operations";
  public static final String OPERATION = "/api/operations/{operation_id}";
  public static final String CANCEL = "/api/operations/{operation_id}/cancel";
  public static final String RESOLUTION = "/api/operations/{operation_id}/resolution";
  public static final String VOTES = "/api/operations/{operation_id}/approvals";
  public static final String APPROVALS = "/api/approvals";
  public static final String REVIEWS = "/api/reviews";
  public static final String REVIEW = "/api/reviews/{operation_id}";
  public static final String INSTANCES = "/api/instances";
  public static final String INSTANCE = "/api/instances/{instance_id}";
  public static final String RESOURCES = "/api/resources";
  public static final String RESOURCE = "/api/resources/{resource}";
  public static final String CATALOGUE = "/api/catalogue";
  public static final String FREEZES = "/api/freezes";
  public static final String ENTRIES = "/api/ledger/entries";

  private Paths() {}
}
