package dev.hone.planted;

/** Marks a planted class that looks like a fault and is none. */
public @interface Twin {}
