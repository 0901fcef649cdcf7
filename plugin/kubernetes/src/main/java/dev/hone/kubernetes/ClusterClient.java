package dev.hone.kubernetes;

import com.fasterxml.jackson.core.JacksonException;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.ConnectException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A client of a cluster that says in the socket's words what goes wrong. */
final class ClusterClient implements AutoCloseable {
    /** It learns the form of pods at some cost, so it is kept. */
    private static final KubernetesSerialization FORMS = new KubernetesSerialization();

    private static final int QUOTED = 300;

    private final Config config;
    private final DirectHttp http = new DirectHttp();
    private final KubernetesClient client;

    ClusterClient(Config config) {
        this.config = config;
        try {
            client = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(http)
                    .withHttpClientBuilderConsumer(
                            builder -> builder.addOrReplaceInterceptor("BOUND", new BoundedAnswers()))
                    .withKubernetesSerialization(FORMS)
                    .build();
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new TargetException(
                    TargetError.MISCONFIGURED,
                    "the certificates or the address in the kubeconfig cannot be used: " + plain(e.getMessage()));
        }
    }

    <T> T ask(Function<KubernetesClient, T> question, PodQuery query) {
        try {
            return question.apply(client);
        } catch (KubernetesClientException e) {
            throw failed(e, query);
        } catch (TargetException e) {
            throw e;
        } catch (RuntimeException e) {
            // What its reader of YAML throws, to which it hands all that does not begin as JSON does.
            throw new TargetException(
                    TargetError.BAD_LIST, "Kubernetes at " + config.getMasterUrl() + " answered no list of pods", e);
        }
    }

    private TargetException failed(KubernetesClientException e, PodQuery query) {
        String place = "Kubernetes at " + config.getMasterUrl();
        String said = e.getStatus() == null ? "" : plain(e.getStatus().getMessage());
        String words = said.isEmpty() ? "" : ": " + said;
        int code = e.getCode();
        return switch (code) {
            case 401 ->
                new TargetException(
                        TargetError.DENIED,
                        place + " does not know us; the token or certificate expired or is wrong: log in again"
                                + words);
            case 403 -> new TargetException(TargetError.DENIED, place + forbidden(said, query) + words);
            case 404 -> new TargetException(TargetError.MISCONFIGURED, place + " has no pods; is it Kubernetes?");
            case -1, 0 -> withoutAnswer(e, place);
            default ->
                new TargetException(
                        code == 429 || code == 408 || code >= 500 ? TargetError.UNAVAILABLE : TargetError.MISCONFIGURED,
                        place + " answered " + code + (code >= 300 && code < 400 ? ", a redirect" : words));
        };
    }

    /** What is missing, and for whom. */
    private static String forbidden(String said, PodQuery query) {
        if (said.contains("system:anonymous")) {
            return " got no credentials of us; log in again, or see whether the program in the kubeconfig still works";
        }
        String grant = query.namespace().isEmpty()
                ? "grant it list of pods by a ClusterRole and a ClusterRoleBinding, or look in one namespace only"
                : "grant it list of pods by a Role and a RoleBinding there";
        return " lets the account not list pods in " + query.where() + "; " + grant;
    }

    private TargetException withoutAnswer(KubernetesClientException e, String place) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TargetException known) {
                return known;
            }
            if (cause instanceof SSLException) {
                return new TargetException(
                        TargetError.MISCONFIGURED,
                        place + " cannot be trusted, or does not trust us: " + plain(cause.getMessage()));
            }
            if (cause instanceof JacksonException || cause instanceof YamlEngineException) {
                return new TargetException(
                        TargetError.BAD_LIST, place + " answered no list of pods: " + plain(cause.getMessage()));
            }
            if (cause instanceof ConnectException) {
                return new TargetException(
                        TargetError.UNAVAILABLE, place + " cannot be reached: nobody listens, or the way is blocked");
            }
        }
        return new TargetException(TargetError.UNAVAILABLE, place + " cannot be reached: " + plain(deepest(e)));
    }

    private static String deepest(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    /** One short line, without what must not be shown: a server may say our token back. */
    private String plain(@Nullable String text) {
        String line = Objects.requireNonNullElse(text, "");
        for (String secret : Stream.of(config.getOauthToken(), config.getAutoOAuthToken(), config.getPassword())
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isEmpty())
                .toList()) {
            line = line.replace(secret, "***");
        }
        line = line.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line;
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
