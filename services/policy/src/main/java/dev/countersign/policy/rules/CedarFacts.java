package dev.countersign.policy.rules;

import static java.util.Map.entry;

import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.Context;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.countersign.policy.core.ruling.Facts;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts in Cedar's terms, as the schema names them. */
final class CedarFacts {
  private static final EntityTypeName PERSON = type("Person");
  private static final EntityTypeName RESOURCE = type("Resource");
  private static final EntityUID ADMINISTRATOR = type("Role").of("administrator");
  private static final EntityUID OPERATOR = type("Role").of("operator");
  private static final EntityUID EMERGENCY = type("Role").of("break_glass");
  private static final EntityUID OPERATE = type("Action").of("operate");

  static AuthorizationRequest request(Facts facts, Schema schema) {
    return new AuthorizationRequest(
        PERSON.of(facts.subject()),
        OPERATE,
        RESOURCE.of(facts.resource()),
        new Context(context(facts)),
        Optional.of(schema),
        true);
  }

  static Set<Entity> entities(Facts facts) {
    var roles = new HashSet<EntityUID>();
    if (facts.operator()) {
      roles.add(OPERATOR);
    }
    if (facts.administrator()) {
      roles.add(ADMINISTRATOR);
    }
    if (facts.emergency()) {
      roles.add(EMERGENCY);
    }
    return Set.of(
        new Entity(PERSON.of(facts.subject()), Map.of(), roles),
        new Entity(
            RESOURCE.of(facts.resource()),
            Map.of(
                "environment", new PrimString(facts.environment().wireName()),
                "account", new PrimString(facts.account()),
                "tags", tags(facts.tags())),
            Set.of()));
  }

  private static CedarList tags(Map<String, String> tags) {
    return new CedarList(
        tags.entrySet().stream()
            .<Value>map(tag -> new PrimString(tag(tag.getKey(), tag.getValue())))
            .toList());
  }

  /** A tag as rules see it. */
  static String tag(String key, String value) {
    return key + '=' + value;
  }

  private static Map<String, Value> context(Facts facts) {
    return Map.ofEntries(
        entry("operation", new PrimString(facts.operation())),
        entry("tier", new PrimString(facts.tier().wireName())),
        entry("interrupts_service", new PrimBool(facts.consequences().interruptsService())),
        entry("destroys", new PrimBool(facts.consequences().destroys())),
        entry("lessens_protection", new PrimBool(facts.consequences().lessensProtection())),
        entry("confirmed", new PrimBool(facts.confirmed())),
        entry("quorum_reached", new PrimBool(facts.quorumReached())),
        entry("break_glass", new PrimBool(facts.breakGlass())),
        entry("gate_setting", new PrimBool(facts.gates().setting())),
        entry("gate_environment", new PrimBool(facts.gates().environment())));
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse("Countersign::" + name).orElseThrow();
  }

  private CedarFacts() {}
}
