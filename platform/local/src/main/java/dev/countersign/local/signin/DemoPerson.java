package dev.countersign.local.signin;

import java.util.List;

/**
 * Somebody to sign in as. As shipped, each role has the group of its name.
 *
 * @param does what one can try as them
 */
record DemoPerson(String name, List<String> groups, String does) {
  static final List<DemoPerson> ALL =
      List.of(
          new DemoPerson("ada", List.of("DBA"), "asks for anything, approves what others ask for"),
          new DemoPerson("bob", List.of("DBA"), "a second DBA, to approve what ada asks for"),
          new DemoPerson("carl", List.of("DBA"), "a third, where two have to agree"),
          new DemoPerson("olivia", List.of("Operator"), "asks for everyday operations"),
          new DemoPerson("adam", List.of("Admin"), "may do what a DBA may, and cancel for others"),
          new DemoPerson("pia", List.of("Approver"), "approves, and asks for nothing"),
          new DemoPerson("vera", List.of("Viewer"), "looks, and changes nothing"),
          new DemoPerson("ines", List.of("Auditor"), "reads everything, also the ledger"),
          new DemoPerson(
              "fay", List.of("DBA", "BreakGlass"), "in an emergency, goes past approvals"));
}
