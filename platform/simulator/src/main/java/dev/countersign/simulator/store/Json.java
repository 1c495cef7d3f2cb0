package dev.countersign.simulator.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.ParameterGroup;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Snapshot;

/**
 * How the state is written down. The kinds of resources are named here, so that the rules of RDS
 * know nothing of JSON.
 */
final class Json {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Instance.class, name = "instance"),
    @JsonSubTypes.Type(value = Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = ParameterGroup.class, name = "parameter_group")
  })
  private interface Kinds {}

  static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          .addMixIn(Resource.class, Kinds.class);

  private Json() {}
}
