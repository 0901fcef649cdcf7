package dev.hone.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** versitygw, a real S3 server that keeps each bucket as a folder. */
public final class Versity {
    /** Who may do everything. */
    public static final String KEY = "hone-tests";

    public static final String SECRET = "not-a-secret-at-all";

    private Versity() {}

    /**
     * Starts one, with further options; it has everything in {@code folder}. The test is skipped when the program is not there.
     *
     * @param environment where the program is looked for
     */
    public static ServerProcess start(Path folder, Map<String, String> environment, String... options) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>();
        command.add(ServerProcess.program("versitygw", environment).toString());
        command.addAll(List.of("--port", "127.0.0.1:" + port, "--region", "us-east-1", "--quiet"));
        command.addAll(List.of(options));
        command.addAll(List.of("posix", made(data(folder)).toString()));
        return ServerProcess.start(command, Map.of("ROOT_ACCESS_KEY", KEY, "ROOT_SECRET_KEY", SECRET), port, folder);
    }

    /** Makes a bucket, without asking the server in that folder; its objects are files in the folder that is given back. */
    public static Path bucket(Path folder, String name) {
        return made(data(folder).resolve(name));
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
