package dev.hone.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces as text, for those who ask with {@code --stacktrace}. */
final class StackTraces {
    private StackTraces() {}

    static String text(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
