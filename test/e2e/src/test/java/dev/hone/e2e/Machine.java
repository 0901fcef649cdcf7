package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * One machine that builds Go programs through the cache: with a cache folder of its own, and what it shares with others.
 *
 * @param root the cache folder
 * @param settings for every go and hone command on it
 */
record Machine(Path root, Map<String, String> settings) {
    /** Builds the shim, and by a call what the launcher starts: nothing is to be built while go waits. */
    static void makeReady() {
        Call.Outcome shim = Call.of(Folder.ofCheckout().resolve("dist/shim")).run();
        assertThat(shim.exit()).as(shim.err()).isZero();
        Call.Outcome help =
                Call.of(HoneProcess.program(), "help", "cache", "status").run();
        assertThat(help.exit()).as(help.err()).isZero();
    }

    /** Shares a bucket with whoever is told the same. */
    static Machine on(Bucket bucket, Path root) {
        return on(bucket.address(), root);
    }

    /** The same by another address, at which somebody hands on what the bucket says. */
    static Machine on(URI bucket, Path root) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "CACHEPROG_REMOTE_STORAGE_TYPE", "s3",
                "CACHEPROG_S3_ENDPOINT", bucket.toString(),
                "CACHEPROG_S3_BUCKET", Bucket.NAME,
                "CACHEPROG_S3_FORCE_PATH_STYLE", "true",
                "CACHEPROG_S3_REGION", Bucket.KEYS.get("AWS_REGION"),
                "CACHEPROG_S3_ACCESS_KEY_ID", Bucket.KEYS.get("AWS_ACCESS_KEY_ID"),
                "CACHEPROG_S3_ACCESS_KEY_SECRET", Bucket.KEYS.get("AWS_SECRET_ACCESS_KEY")));
        return new Machine(root, settings);
    }

    /** Shares what a server has that speaks cacheprog's contract. */
    static Machine by(URI server, Path root) {
        Map<String, String> settings = new TreeMap<>(
                Map.of("CACHEPROG_REMOTE_STORAGE_TYPE", "http", "CACHEPROG_HTTP_STORAGE_BASE_URL", server.toString()));
        return new Machine(root, settings);
    }

    /** The same machine, told something more. */
    Machine with(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new Machine(root, more);
    }

    /** A go command that keeps what it makes in the cache. */
    Call go(Path folder, String... words) {
        String helper = HoneProcess.program() + " cache";
        return plainGo(folder, words).with("GOCACHEPROG", helper).with("GOLANGCI_LINT_CACHEPROG", helper);
    }

    /** The same without. */
    Call plainGo(Path folder, String... words) {
        return set(Call.of(Path.of("go"), words)).in(folder).with("GOFLAGS", "-trimpath -buildvcs=false");
    }

    Call cache(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "cache";
        System.arraycopy(words, 0, all, 1, words.length);
        return set(Call.of(HoneProcess.program(), all));
    }

    /** Any program, set up as go would be. */
    Call set(Call call) {
        Call set = call.with("HONE_CACHE_DIR", root.toString());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            set = set.with(setting.getKey(), setting.getValue());
        }
        return set;
    }
}
