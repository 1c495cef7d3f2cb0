package dev.countersign.cli.inventory;

import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.View;
import java.util.List;

/** How what there is is shown. */
final class InventoryView {
  static final View INSTANCES =
      new View(
          "instance_id",
          "instances",
          List.of(
              Column.of("INSTANCE", "instance_id"),
              Column.of("ENVIRONMENT", "environment"),
              Column.of("STATUS", "status"),
              Column.of("ENGINE", "engine"),
              Column.of("VERSION", "engine_version"),
              Column.of("CLASS", "instance_class"),
              Column.of("ACCOUNT", "account"),
              Column.of("REGION", "region"),
              Column.wide("CLASSIFIED BY", "classified_by"),
              Column.wide("OBSERVED AT", "observed_at"),
              Column.wide("KEY", "key"),
              Column.detail("ARN", "arn"),
              Column.detail("TAGS", "tags"),
              Column.detail("STORAGE", "storage"),
              Column.detail("WINDOWS", "windows"),
              Column.detail("TOPOLOGY", "topology"),
              Column.detail("PENDING", "pending"),
              Column.detail("GROUPS", "parameter_groups")));

  static final View RESOURCES =
      new View(
          "key",
          "resources",
          List.of(
              Column.of("TYPE", "type"),
              Column.of("IDENTIFIER", "identifier"),
              Column.of("ENVIRONMENT", "environment"),
              Column.of("STATUS", "status"),
              Column.of("CLUSTER", "cluster"),
              Column.of("ACCOUNT", "account"),
              Column.of("REGION", "region"),
              Column.wide("CLASSIFIED BY", "classified_by"),
              Column.wide("OBSERVED AT", "observed_at"),
              Column.wide("KEY", "key"),
              Column.detail("ARN", "arn"),
              Column.detail("TAGS", "tags"),
              Column.detail("ATTRIBUTES", "attributes")));

  static final View ALLOWED =
      new View(
          "operation",
          "operations",
          List.of(
              Column.of("OPERATION", "operation"),
              Column.of("ALLOWED", "allowed"),
              Column.of("FITS STATUS", "fits_status"),
              Column.of("WHY", "reason")));

  static final View CATALOGUE =
      new View(
          "name",
          "operations",
          List.of(
              Column.of("OPERATION", "name"),
              Column.of("INTERRUPTS", "interrupts_service"),
              Column.of("TIER", "default_tier"),
              Column.wide("DESTROYS", "destroys"),
              Column.wide("LESSENS PROTECTION", "lessens_protection"),
              Column.wide("TIMEOUT", "timeout"),
              Column.wide("ALIASES", "aliases"),
              Column.of("WHAT IT DOES", "title"),
              Column.detail("SUMMARY", "summary")));

  static final View PARAMETERS =
      new View(
          "name",
          "parameters",
          List.of(
              Column.of("PARAMETER", "name"),
              Column.of("TYPE", "type"),
              Column.of("REQUIRED", "required"),
              Column.of("WHAT IT IS", "description")));

  static final View FREEZES =
      new View(
          "title",
          "freezes",
          List.of(
              Column.of("FREEZE", "title"),
              Column.of("FROZEN", "frozen"),
              Column.of("WAITING", "waiting"),
              Column.of("BINDS", "binds"),
              first("NOW UNTIL", "now", "ends"),
              first("NEXT FROM", "next", "begins"),
              Column.wide("CALENDAR", "calendar"),
              Column.wide("UNREADABLE", "unreadable.reason")));

  private InventoryView() {}

  private static Column first(String title, String list, String field) {
    return new Column(
        title, document -> document.path(list).path(0).path(field), Column.When.ALWAYS);
  }
}
