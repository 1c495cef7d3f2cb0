package dev.countersign.rds.sdk;

import dev.countersign.provider.operation.Call;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.model.RdsRequest;
import software.amazon.awssdk.services.rds.model.RdsResponse;

/**
 * One of RDS's actions, found in the SDK by its name, so that a further operation needs no code
 * here. {@code CreateDBSnapshot} is the method {@code createDBSnapshot} with a {@code
 * CreateDbSnapshotRequest}.
 */
record Action(MethodHandle builder, MethodHandle method) {
  private static final Map<String, Action> FOUND = new ConcurrentHashMap<>();

  /** The action of RDS's name. */
  static Action named(String name) {
    return FOUND.computeIfAbsent(name, Action::find);
  }

  private static Action find(String name) {
    var requests = RdsRequest.class.getPackageName() + '.' + name.replace("DB", "Db") + "Request";
    try {
      var request = Class.forName(requests);
      var lookup = MethodHandles.publicLookup();
      return new Action(
          lookup.findStatic(
              request, "builder", MethodType.methodType(Class.forName(requests + "$Builder"))),
          lookup.findVirtual(
              RdsAsyncClient.class,
              name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
              MethodType.methodType(CompletableFuture.class, request)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no such action of RDS: " + name, e);
    }
  }

  /** Sends it. */
  CompletableFuture<RdsResponse> send(
      RdsAsyncClient rds, Call call, AwsRequestOverrideConfiguration with) {
    try {
      var request = (RdsRequest.Builder) builder.invoke();
      Arguments.set((SdkPojo) request, call);
      var answer =
          (CompletableFuture<?>) method.invoke(rds, request.overrideConfiguration(with).build());
      return answer.thenApply(RdsResponse.class::cast);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
