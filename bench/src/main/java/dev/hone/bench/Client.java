package dev.hone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Posts the profiles of a folder, in the order of their names and from the start again, none of them twice. */
final class Client implements AutoCloseable {
    private static final int GZIP_TIME = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<Path> profiles;

    Client(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            this.profiles = files.sorted().toList();
        } catch (IOException e) {
            throw new BenchException(BenchException.Code.WRONG_USE, "cannot read " + folder + ": " + e.getMessage(), e);
        }
        if (profiles.isEmpty()) {
            throw new BenchException(BenchException.Code.WRONG_USE, "there are no profiles in " + folder);
        }
    }

    /** Posts a profile; throws when the answer is not of success. */
    void post(URI address, byte[] profile) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(profile))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("an upload was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** A profile of bytes that no other number has: its gzip header says another time, because a server may know the others. */
    byte[] profile(int number) throws IOException {
        byte[] profile = Files.readAllBytes(profiles.get(Math.floorMod(number, profiles.size())));
        if (profile.length > GZIP_TIME + Integer.BYTES && profile[0] == 0x1f) {
            ByteBuffer.wrap(profile).order(ByteOrder.LITTLE_ENDIAN).putInt(GZIP_TIME, number + 1);
        }
        return profile;
    }

    @Override
    public void close() {
        http.close();
    }
}
