package dev.countersign.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of it, counted in operations. */
record Verdict(
    int operations,
    int kills,
    int lost,
    int doubled,
    int unapproved,
    @JsonProperty("false_succeeded") int falseSucceeded,
    @JsonProperty("false_failed") int falseFailed,
    int indeterminate,
    int unresolved,
    long seed,
    boolean ok) {}
