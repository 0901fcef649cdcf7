package dev.hone.planted;

/** Marks a planted class that breaks the rule of its plot. */
public @interface Fault {}
