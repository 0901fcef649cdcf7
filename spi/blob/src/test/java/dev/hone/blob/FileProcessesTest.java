package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What several processes do with one folder at once, and what they leave when they are killed. */
class FileProcessesTest {
    private static final int PROCESSES = 4;

    @TempDir
    private Path root;

    /** Starts the processes, lets them go together, and gives the last line of each. */
    private List<String> together(String... words) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(FileWorker.start(root, words));
        }
        List<BufferedReader> readers =
                processes.stream().map(FileProcessesTest::reader).toList();
        for (BufferedReader reader : readers) {
            assertThat(reader.readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            go(process);
        }
        List<String> last = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            last.add(readers.get(i).lines().reduce("", (before, line) -> line));
            assertThat(processes.get(i).waitFor()).isZero();
        }
        return last;
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void go(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Test
    void swap_inManyProcesses_losesNoChange() throws Exception {
        together("count", "50");
        assertThat(Stores.text(Stores.files(root), "counter")).contains(Integer.toString(PROCESSES * 50));
    }

    @Test
    void put_ifAbsent_inManyProcesses_hasOneWinnerForEachBlob() throws Exception {
        List<String> won = together("create", "200");
        assertThat(won.stream().mapToInt(Integer::parseInt).sum()).isEqualTo(200);
        assertThat(Stores.names(Stores.files(root))).hasSize(200);
    }

    @Test
    void store_whoseProcessIsKilled_holdsOnlyWholeBlobs() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            killAfter(random.nextInt(1, 60));
            BlobStore store = Stores.files(root);
            store.stream(Listing.of("")).forEach(entry -> assertWhole(store, entry.name()));
            Stores.put(store, "folder-0/blob-0", "still writable");
            store.delete(BlobKey.of("folder-0/blob-0"));
        }
        sweep();
        try (Stream<Path> left = Files.list(root.resolve(".hone/tmp"))) {
            assertThat(left).as("what the killed processes left half written").isEmpty();
        }
    }

    private void killAfter(int lines) throws IOException, InterruptedException {
        Process process = FileWorker.start(root, "write");
        try (BufferedReader reader = reader(process)) {
            assertThat(reader.readLine()).isEqualTo("ready");
            go(process);
            for (int i = 0; i < lines; i++) {
                assertThat(reader.readLine()).isNotNull();
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertWhole(BlobStore store, String key) {
        try (Blob blob = store.get(BlobKey.of(key)).orElseThrow()) {
            byte[] bytes = blob.bytes(1 << 20);
            assertThat(blob.info().metadata().value("length")).contains(Integer.toString(bytes.length));
            for (byte one : bytes) {
                if (one != bytes[0]) {
                    assertThat(one).as("a letter of %s", key).isEqualTo(bytes[0]);
                }
            }
        }
    }

    /** A store that is opened long after sweeps when it writes for the first time. */
    private void sweep() {
        InstantSource later = InstantSource.offset(InstantSource.system(), NewFiles.GRACE.plus(Duration.ofMinutes(1)));
        Stores.put(Stores.opener(later).open("file://" + root), "swept", "now");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void put_whereTheSystemTakesNoMoreBytes_storesNothingAndSaysSo() throws Exception {
        BlobStore store = Stores.files(root);
        Stores.put(store, "large", "old");
        Process process = FileWorker.start(root, "fill");
        BufferedReader reader = reader(process);
        assertThat(reader.readLine()).isEqualTo("ready");
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=1000000")
                .inheritIO()
                .start()
                .waitFor();
        go(process);
        assertThat(reader.readLine()).startsWith("TOO_LARGE put large: ");
        assertThat(process.waitFor()).isZero();
        assertThat(Stores.text(store, "large")).contains("old");
        try (Stream<Path> left = Files.list(root.resolve(".hone/tmp"))) {
            assertThat(left).isEmpty();
        }
    }
}
