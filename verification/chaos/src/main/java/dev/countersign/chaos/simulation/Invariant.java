package dev.countersign.chaos.simulation;

import java.util.List;

/** Something that has to hold, judged by what RDS wrote down and by what was told. */
interface Invariant {
  /** What is wrong, in words; empty when nothing is. */
  List<String> violations(World world);
}
