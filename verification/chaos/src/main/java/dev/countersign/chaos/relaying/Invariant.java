package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/** Something that has to hold. */
interface Invariant {
  /** What is wrong, in words; empty when nothing is. */
  Stream<String> violations(World world);

  /** Whatever happens. */
  Invariant[] ALWAYS = {new ReadInOrder(), new MarkedIsConfirmed(), new LivenessIsRight()};

  /** Once there has been peace for a while. */
  Invariant[] IN_THE_END = {new EverythingIsRead(), new NothingIsUnsent(), new PeaceIsPrompt()};
}
