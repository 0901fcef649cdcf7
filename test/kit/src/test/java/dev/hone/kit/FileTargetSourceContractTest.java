package dev.hone.kit;

import dev.hone.targets.FileTargetSource;
import dev.hone.targets.Marks;
import dev.hone.targets.TargetSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileTargetSourceContractTest extends TargetSourceContract {
    @TempDir
    private Path folder;

    private Path file;
    private TargetSource source;

    @BeforeEach
    void open() {
        file = folder.resolve("targets.json");
        source = new FileTargetSource(file, "");
        list(List.of());
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected void list(List<Listed> instances) {
        String entries =
                instances.stream().map(FileTargetSourceContractTest::entry).collect(Collectors.joining(",", "[", "]"));
        try {
            Files.writeString(file, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(Listed listed) {
        String host = listed.host().contains(":") ? "[" + listed.host() + "]" : listed.host();
        String address = listed.marks().getOrDefault(Marks.SCHEME, "http") + "://" + host + ":" + listed.port();
        StringBuilder entry = new StringBuilder("{\"app\":\"" + listed.app() + "\",\"address\":\"" + address + "\"");
        text(entry, listed, Marks.PATH, "path");
        text(entry, listed, Marks.VERSION, "version");
        text(entry, listed, "hone.workload", "workload");
        bare(entry, listed, "hone.scrape.most", "sampleSize");
        bare(entry, listed, "hone.scrape", "scrape");
        return entry.append('}').toString();
    }

    private static void text(StringBuilder entry, Listed listed, String mark, String name) {
        if (listed.marks().containsKey(mark)) {
            entry.append(",\"" + name + "\":\"" + listed.marks().get(mark) + "\"");
        }
    }

    private static void bare(StringBuilder entry, Listed listed, String mark, String name) {
        if (listed.marks().containsKey(mark)) {
            entry.append(",\"" + name + "\":" + listed.marks().get(mark));
        }
    }

    @Override
    protected void breakDown() {
        try {
            Files.delete(file);
            Files.createDirectory(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void mend() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        list(List.of(Listed.of("first", "web", "10.0.0.1", 6060)));
    }
}
