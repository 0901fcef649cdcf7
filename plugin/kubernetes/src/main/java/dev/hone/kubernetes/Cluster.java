package dev.hone.kubernetes;

import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How to get at a cluster: by a kubeconfig, or from inside of it. Read anew for each look, since tokens and files rotate. */
final class Cluster {
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECTING = 10_000;

    private final @Nullable Path kubeconfig;
    private final Map<String, String> environment;
    private final Path account;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FutureTask<Config> reading;

    Cluster(@Nullable Path kubeconfig, Map<String, String> environment) {
        this(kubeconfig, environment, ACCOUNT);
    }

    /** The same with another folder for what a pod gets to know of its account. */
    Cluster(@Nullable Path kubeconfig, Map<String, String> environment, Path account) {
        this.kubeconfig = kubeconfig;
        this.environment = Map.copyOf(environment);
        this.account = account;
    }

    /** A client for one look. */
    ClusterClient open(Duration most) throws InterruptedException {
        Config config = config();
        config.setConnectionTimeout(CONNECTING);
        config.setRequestTimeout(Math.toIntExact(most.toMillis()));
        // Who looks comes again anyway.
        config.setRequestRetryBackoffLimit(0);
        return new ClusterClient(config);
    }

    /**
     * A kubeconfig may name a program that makes a token, and reading it waits for that program. Nothing can stop such a wait,
     * so it is somebody else's: at most one, which a later look finds again.
     */
    private Config config() throws InterruptedException {
        FutureTask<Config> mine;
        lock.lock();
        try {
            mine = reading;
            if (mine == null || mine.isDone()) {
                mine = new FutureTask<>(this::read);
                reading = mine;
                Thread.ofPlatform().daemon().name("kubeconfig").start(mine);
            }
        } finally {
            lock.unlock();
        }
        try {
            return mine.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TargetException known) {
                throw known;
            }
            throw new TargetException(TargetError.MISCONFIGURED, "the kubeconfig cannot be used", e);
        }
    }

    private Config read() {
        String host = variable("KUBERNETES_SERVICE_HOST");
        String named = variable("KUBECONFIG");
        if (kubeconfig != null) {
            return of(kubeconfig);
        }
        if (!host.isEmpty()) {
            return inside(host);
        }
        // Of several, joined as in a PATH, the first.
        Path file = named.isEmpty()
                ? Path.of(variable("HOME"), ".kube", "config")
                : Path.of(named.split(File.pathSeparator, -1)[0]);
        if (!Files.exists(file)) {
            throw misconfigured("there is no kubeconfig, and this runs in no cluster; name a file");
        }
        return of(file);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private static Config of(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw misconfigured(file + " is not there, or cannot be read; name a kubeconfig");
        }
        try {
            io.fabric8.kubernetes.api.model.Config written = KubeConfigUtils.parseConfig(file.toFile());
            Config config = Config.fromKubeconfig(file.toFile());
            Context context = context(config, file);
            refuseStrays(written, context, file);
            for (NamedAuthInfo user : written.getUsers()) {
                if (user.getName().equals(context.getUser()) && user.getUser().getTokenFile() != null) {
                    config.setOauthToken(
                            token(file.resolveSibling(user.getUser().getTokenFile())));
                }
            }
            return config;
        } catch (TargetException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever it stumbles over; its words may hold what is in the file.
            throw misconfigured(file + " is no kubeconfig");
        }
    }

    /** Without a cluster, or with an address of another kind, the client would go to a host of its own choice. */
    private static void refuseStrays(io.fabric8.kubernetes.api.model.Config written, Context context, Path file) {
        String server = written.getClusters().stream()
                .filter(cluster -> cluster.getName().equals(context.getCluster()))
                .map(cluster -> cluster.getCluster().getServer())
                .findFirst()
                .orElseThrow(() -> misconfigured(
                        file + " has no cluster '" + context.getCluster() + "', which its context names"));
        if (server.contains("://") && !server.matches("https?://[^/]+.*")) {
            throw misconfigured(file + " has no address for its cluster; write server: https://HOST:PORT");
        }
    }

    private static Context context(Config config, Path file) {
        NamedContext context = config.getCurrentContext();
        if (context == null || context.getContext() == null) {
            throw misconfigured(file + " has no current context; choose one: kubectl config use-context NAME");
        }
        return context.getContext();
    }

    private Config inside(String host) {
        String port = variable("KUBERNETES_SERVICE_PORT");
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + bracketed + ":" + (port.isEmpty() ? "443" : port))
                .withOauthToken(token(account.resolve("token")))
                .withCaCertFile(account.resolve("ca.crt").toString())
                .build();
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new TargetException(
                    TargetError.MISCONFIGURED, "the token of the account cannot be read: there is no " + file, e);
        }
    }

    private static TargetException misconfigured(String message) {
        return new TargetException(TargetError.MISCONFIGURED, message);
    }
}
