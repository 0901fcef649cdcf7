package dev.hone.planted.circles.lib.base.text;

/** There to be used. */
public final class Words {
    public static final Words IT = new Words();

    private Words() {}
}
