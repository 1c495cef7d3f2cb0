package dev.countersign.rds.sdk;

import dev.countersign.provider.operation.Call;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.Tag;

/** Sets a request's fields by RDS's names, so that a further operation needs no code here. */
final class Arguments {
  static <B extends SdkPojo> B set(B builder, Call call) {
    var open = new HashMap<>(call.arguments());
    for (var field : builder.sdkFields()) {
      var value = open.remove(field.locationName());
      if (value != null) {
        field.set(builder, value instanceof Map<?, ?> tags ? tags(tags) : value);
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException(call.action() + " does not take " + open.keySet());
    }
    return builder;
  }

  private static Object tags(Map<?, ?> tags) {
    return tags.entrySet().stream()
        .map(tag ->
            Tag.builder()
                .key(String.valueOf(tag.getKey()))
                .value(String.valueOf(tag.getValue()))
                .build())
        .toList();
  }

  private Arguments() {}
}
