package dev.countersign.workbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestCommandTest {
  private static final String RULES =
      """
      @id("dba@1")
      permit (principal in Countersign::Role::"administrator", action, resource);

      @id("closed@3")
      @priority("1")
      @code("closed")
      @message("{operation} is closed.")
      @next_step("Wait.")
      forbid (principal, action, resource)
      when { resource.environment == "production" };
      // end
      """;

  @TempDir Path folder;
  private String out = "";
  private String err = "";

  @BeforeEach
  void rules() throws IOException {
    write("own.cedar", RULES);
  }

  @Test
  void testsThatPassEndWithZero() throws IOException {
    write(
        "a.test.yaml",
        """
        common: { caller: { groups: [DBA] }, request: { operation: reboot } }
        tests:
          - name: a DBA reboots
            resource: { tags: { Env: test } }
            expect: { verdict: approved, rules: [dba@1] }
          - name: not in production
            resource: { tags: { Env: live } }
            expect: { verdict: rejected, code: closed, rules: [closed] }
        """);
    assertEquals(0, run(), err);
    assertTrue(out.contains("ok    a.test.yaml:3  a DBA reboots"), out);
    assertTrue(out.contains("2 tests, 0 failed"), out);
    assertFalse(out.contains("No test shows"), out);
  }

  @Test
  void aTestThatFailsSaysWhatIsDifferentAndWhichRuleDecided() throws IOException {
    write(
        "a.test.yaml",
        """
        tests:
          - name: a DBA reboots production
            caller: { subject: dora, groups: [DBA] }
            request: { operation: reboot, parameters: { confirm_production: true } }
            resource: { identifier: orders, tags: { Env: live } }
            expect: { verdict: approved, rules: [dba] }
        """);
    assertEquals(1, run());
    for (var line :
        new String[] {
          "FAIL  a.test.yaml:2  a DBA reboots production",
          "asked     reboot_instance on orders, by dora of [DBA], at 2026-01-05T10:00:00Z",
          "found     production, by tag: ",
          "expected  approved by dba",
          "actual    rejected (closed) by closed@3",
          "differs   verdict: expected approved, and it is rejected",
          "differs   rules: expected dba, and it is closed@3",
          "decided   closed@3 in own.cedar:4",
          "says      reboot_instance is closed.",
          "1 tests, 1 failed",
          "No test shows what these rules decide: dba@1"
        }) {
      assertTrue(out.contains(line), line + "\n" + out);
    }
  }

  @Test
  void theSameComesAsJson() throws IOException {
    write(
        "a.test.yaml",
        """
        tests:
          - name: wrong
            request: { operation: reboot }
            resource: { tags: { Env: live } }
            expect: { verdict: frozen, environment: test }
        """);
    assertEquals(1, run("--json"));
    var json = Json.read(out, JsonNode.class);
    assertEquals(1, json.path("tests").asInt());
    assertEquals(1, json.path("failed").asInt());
    assertEquals(64, json.path("rules_version").asText().length());
    var result = json.path("results").path(0);
    assertEquals("wrong", result.path("name").asText());
    assertEquals("a.test.yaml:2", result.path("place").asText());
    assertFalse(result.path("passed").asBoolean(true));
    assertEquals("frozen", result.path("expected").path("verdict").asText());
    assertEquals("closed", result.path("actual").path("code").asText());
    assertEquals("own.cedar:4", result.path("decided_by").path(0).path("place").asText());
    assertEquals(2, result.path("differences").size());
    assertEquals("dba@1", json.path("untested_rules").path(0).asText());
  }

  @Test
  void aVoteThatIsExpectedToBeRefusedAndIsNotFails() throws IOException {
    Files.delete(folder.resolve("own.cedar"));
    for (var file : new String[] {"policy-settings.yaml", "year-end.ics"}) {
      Files.copy(Path.of("../../docs/rules-example").resolve(file), folder.resolve(file));
    }
    write(
        "a.test.yaml",
        """
        tests:
          - name: votes
            at: 2026-03-02T10:00:00Z
            caller: { subject: dora, groups: [DBA] }
            request: { operation: reboot, parameters: { confirm_production: true } }
            resource: { tags: { Env: live } }
            votes:
              - { by: ada, groups: [DBA], verdict: approve, refused: own-request }
            expect: { verdict: approval-required }
        """);
    assertEquals(1, run(), err);
    assertTrue(
        out.contains("vote of ada: expected that it is refused (own-request), and it counts"), out);
  }

  @Test
  void aMemberIsClassifiedWithItsCluster() throws IOException {
    write(
        "a.test.yaml",
        """
        common:
          caller: { groups: [DBA] }
          request: { operation: reboot }
          resource: { topology: { cluster: orders }, tags: { Env: dev } }
        tests:
          - name: in a test cluster
            cluster: { tags: { Env: test } }
            expect: { verdict: approved, environment: test }
          - name: in a production cluster
            cluster: { tags: { Env: live } }
            expect: { verdict: rejected, code: closed, environment: production }
          - name: in a cluster that nothing is said of
            expect: { verdict: rejected, code: closed, environment: production }
        """);
    assertEquals(0, run(), out + err);
  }

  @Test
  void whatCannotBeReadEndsWithTwoAndNamesItsLine() throws IOException {
    assertEquals(2, run());
    assertTrue(err.contains("nothing was tested"), err);
    assertNotRead("tests: []\n", "a.test.yaml:1: tests must have at least one test");
    assertNotRead(
        "tests:\n  - name: a\n    expect: { verdict: maybe }\n",
        "a.test.yaml:3: tests[0].expect.verdict must be approved");
    assertNotRead(
        "tests:\n  - name: a\n    expects: {}\n", "a.test.yaml:3: unknown key tests[0].expects");
    assertNotRead(
        "tests:\n  - name: a\n    expect: { verdict: approved }\n",
        "a.test.yaml:2: tests[0]: missing key request.operation");
    assertNotRead(
        """
        tests:
          - name: a
            request: { operation: reboot }
            resource:
              engin: mysql
            expect: { verdict: approved }
        """,
        "a.test.yaml:5: tests[0].resource.engin: a resource of the kind rds:db has no such field");
    assertNotRead(
        """
        tests:
          - name: a
            request: { operation: reboot }
            resource: { account: 12 }
            expect: { verdict: approved }
        """,
        "a.test.yaml:4: tests[0].resource: the account of a resource key");
    assertNotRead(
        """
        tests:
          - name: a
            request: { operation: reboot }
            cluster: { tags: { Env: dev } }
            expect: { verdict: approved }
        """,
        "a.test.yaml:4: tests[0].cluster: the resource is a member of none");
    assertNotRead("tests: [\n", "not readable as YAML");
    write("a.test.yaml", "tests: []\n");
    write("own.cedar", RULES.replace("permit (", "permit"));
    assertEquals(2, run());
    assertTrue(err.startsWith("own.cedar:1: the rule cannot be read"), err);
  }

  private void assertNotRead(String tests, String reason) throws IOException {
    write("a.test.yaml", tests);
    assertEquals(2, run());
    assertTrue(err.contains(reason), err);
  }

  private int run(String... options) {
    var outs = new StringWriter();
    var errs = new StringWriter();
    var line =
        new CommandLine(new TestCommand())
            .setOut(new PrintWriter(outs))
            .setErr(new PrintWriter(errs));
    var arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = folder.toString();
    var code = line.execute(arguments);
    out = outs.toString();
    err = errs.toString();
    return code;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
