package dev.hone.collect;

/** Why something that was pushed is not wanted, though nobody did anything wrong. */
public enum PassedOver {
    /** It is in a form that does not hold what builds need. */
    FORMAT,
    /** It measures memory, locks or waiting. */
    TYPE,
    /** There is no profile in it. */
    EMPTY
}
