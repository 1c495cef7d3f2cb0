package dev.countersign.chaos.simulation;

import java.util.List;

/** Something that has to hold, judged by what RDS wrote down and by what was told. */
interface Invariant {
  /** What is wrong, in words; empty when nothing is. */
  List<String> violations(World world);

  /** After every effect. */
  List<Invariant> ALWAYS =
      List.of(
          new AtMostOneEffect(),
          new OneAtATime(),
          new NoneUnapproved(),
          new NoneWithoutIntent(),
          new NoneWhereClocksDisagree());

  /** When everything is over. */
  List<Invariant> IN_THE_END =
      List.of(
          new EverythingEnds(),
          new OneTerminalEvent(),
          new NoEventIsMissing(),
          new SuccessIsReal(),
          new FailureIsReal(),
          new UnknownHasEvidence());

  /** When everything is over, where nothing went wrong. */
  List<Invariant> IN_PEACE = List.of(new PeaceIsEstablished());
}
