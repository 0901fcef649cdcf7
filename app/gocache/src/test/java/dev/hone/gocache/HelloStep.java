package dev.hone.gocache;

import java.nio.file.Path;

/** A build step that gives {@code hello}, as it is asked for and handed in. */
final class HelloStep {
    private static final String ACTION = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    static final String OUTPUT = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    private HelloStep() {}

    static String getByGo(int id) {
        return getByShim(id) + "\n";
    }

    static String putByGo(int id) {
        return put(id, "") + "\n\"aGVsbG8=\"\n";
    }

    static String getByShim(int id) {
        return "{\"ID\":" + id + ",\"Command\":\"get\",\"ActionID\":\"" + ACTION + "\"}\n";
    }

    /** What it gave lies in a file. */
    static String putByShim(int id, Path body) {
        return put(id, ",\"BodyPath\":\"" + body + "\"");
    }

    private static String put(int id, String more) {
        return "{\"ID\":" + id + ",\"Command\":\"put\",\"ActionID\":\"" + ACTION + "\",\"OutputID\":\"" + OUTPUT
                + "\",\"BodySize\":5" + more + "}\n";
    }
}
