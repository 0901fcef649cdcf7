package dev.hone.server;

import dev.hone.command.UsageException;
import dev.hone.consul.ConsulTargetSource;
import dev.hone.kubernetes.KubernetesTargetSource;
import dev.hone.nomad.NomadTargetSource;
import dev.hone.targets.FileTargetSource;
import dev.hone.targets.TargetSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the source of targets that a command line names. */
final class TargetSources {
    private TargetSources() {}

    /** Where targets are listed, by autopgo's words. */
    enum Mode {
        FILE,
        KUBE,
        NOMAD,
        CONSUL;

        static Mode of(String word) {
            return of(word, words());
        }

        /** The same where there are further words. */
        static Mode of(String word, String words) {
            return Arrays.stream(values())
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("'" + word + "' is no kind of source; there are " + words));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static String words() {
            return Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "));
        }
    }

    /**
     * A source that nobody asked yet.
     *
     * @param file of targets, or the kubeconfig; null when none was named
     * @param app the only one to look for, or that of targets which name none; empty for any
     */
    static TargetSource of(Mode mode, @Nullable Path file, String app, Map<String, String> environment) {
        return switch (mode) {
            case FILE -> {
                if (file == null) {
                    throw new UsageException("name the file that lists the targets, as in hone scrape targets.json");
                }
                yield new FileTargetSource(file, app);
            }
            case KUBE -> KubernetesTargetSource.of(file, environment, "", app);
            case NOMAD -> NomadTargetSource.of(environment, app);
            case CONSUL -> ConsulTargetSource.of(environment, app);
        };
    }
}
