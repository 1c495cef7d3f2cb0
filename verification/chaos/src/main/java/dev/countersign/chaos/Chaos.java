package dev.countersign.chaos;

import dev.countersign.chaos.simulation.Simulate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./countersign chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    subcommands = Simulate.class,
    description = "Kill, freeze and disturb the platform under load, then check the promises.")
public final class Chaos implements Runnable {
  @Override
  public void run() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }
}
