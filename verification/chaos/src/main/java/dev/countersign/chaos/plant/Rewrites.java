package dev.countersign.chaos.plant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes to a class that is being loaded. */
final class Rewrites {
  static final ClassDesc FINDING = ClassDesc.of("dev.countersign.executor.core.Finding");
  private static final ClassDesc STRATEGY =
      ClassDesc.of("software.amazon.awssdk.awscore.retry.AwsRetryStrategy");
  private static final ClassDesc STANDARD =
      ClassDesc.of("software.amazon.awssdk.retries.StandardRetryStrategy");
  private static final int AS_KILL_9 = 137;

  /** Other texts. */
  static ClassTransform texts(UnaryOperator<String> edit) {
    CodeTransform code =
        (builder, element) -> {
          if (element instanceof ConstantInstruction constant
              && constant.constantValue() instanceof String text) {
            builder.loadConstant(edit.apply(text));
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(code);
  }

  /** Another body for every method of this name. */
  static ClassTransform body(String method, Consumer<CodeBuilder> body) {
    return ClassTransform.transformingMethods(
        each -> each.methodName().equalsString(method),
        (builder, element) -> {
          if (element instanceof CodeModel) {
            builder.withCode(body);
          } else {
            builder.with(element);
          }
        });
  }

  /** One more method. */
  static ClassTransform added(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    return ClassTransform.endHandler(
        builder -> builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, body));
  }

  /** The SDK's standard strategy instead of none. */
  static ClassTransform retries() {
    CodeTransform code =
        (builder, element) -> {
          if (element instanceof InvokeInstruction call && call.name().equalsString("doNotRetry")) {
            builder.invokestatic(STRATEGY, "standardRetryStrategy", MethodTypeDesc.of(STANDARD));
          } else {
            builder.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(code);
  }

  /** Dies there, as if killed, this often. */
  static ClassTransform dies(double probability) {
    var runtime = ClassDesc.of("java.lang.Runtime");
    return body(
        "reached",
        code -> {
          var lives = code.newLabel();
          code.invokestatic(
                  ClassDesc.of("java.lang.Math"),
                  "random",
                  MethodTypeDesc.of(ConstantDescs.CD_double))
              .loadConstant(probability)
              .dcmpg()
              .ifge(lives)
              .invokestatic(runtime, "getRuntime", MethodTypeDesc.of(runtime))
              .loadConstant(AS_KILL_9)
              .invokevirtual(
                  runtime, "halt", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
              .labelBinding(lives)
              .return_();
        });
  }

  private Rewrites() {}
}
