package dev.countersign.console.page;

import dev.countersign.console.person.Person;

/**
 * What is around every page.
 *
 * @param section which entry of the navigation is the present one
 * @param waiting how many operations wait for this person; empty for none
 * @param live where changes are told; empty where the page does not change by itself
 */
public record Frame(String title, String section, Person person, String waiting, String live) {
  public boolean in(String name) {
    return section.equals(name);
  }

  /** With a live stream. */
  public Frame live(String path) {
    return new Frame(title, section, person, waiting, path);
  }
}
