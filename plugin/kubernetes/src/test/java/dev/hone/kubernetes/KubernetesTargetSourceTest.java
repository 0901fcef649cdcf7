package dev.hone.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class KubernetesTargetSourceTest {
    @TempDir
    private Path folder;

    private FakePods kubernetes;

    @BeforeEach
    void open() {
        kubernetes = new FakePods();
    }

    @AfterEach
    void close() {
        kubernetes.close();
    }

    private TargetSource source(String namespace, String app) {
        return KubernetesTargetSource.of(
                Kubeconfig.of(folder, kubernetes.url(), "some-token"), Map.of(), namespace, app);
    }

    private static void assertFails(TargetSource source, TargetError error, String... words) {
        assertThatThrownBy(source::look)
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> assertThat(e.error()).as(e.getMessage()).isEqualTo(error))
                .message()
                .contains(words);
    }

    @Test
    void look_forAnApp_asksAsAutopgoDoes() {
        kubernetes.hold(List.of(FakePods.pod("pod-1", UnaryOperator.identity())));
        assertThat(source("", "web").look().found())
                .containsExactly(
                        Target.of("web", "shop/pod-1", URI.create("http://10.0.0.1:6060/debug/pprof/profile")));
        assertThat(kubernetes.requests())
                .singleElement()
                .asString()
                .startsWith("/api/v1/pods?")
                .contains("labelSelector=autopgo.scrape.app=web,autopgo.scrape=true")
                .contains("fieldSelector=status.phase=Running");
        source("shop", "").look();
        assertThat(kubernetes.requests().getLast())
                .startsWith("/api/v1/namespaces/shop/pods?")
                .contains("labelSelector=autopgo.scrape=true")
                .doesNotContain("autopgo.scrape.app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"autopgo.scrape.port\":\"6060\" | \"x\":\"y\" | it names no port; add the annotation autopgo.scrape.port",
                "\"6060\"            | \"http\"            | autopgo.scrape.port is a number, not 'http'",
                "\"6060\"            | \"99999\"           | it has no port between 1 and 65535",
                "\"podIP\":\"10.0.0.1\" | \"hostIP\":\"10.9.9.9\" | it has no address",
                "\"Running\"         | \"Pending\"         | it is not running",
                "\"namespace\":\"shop\" | \"namespace\":\"shop\",\"deletionTimestamp\":\"2026-01-02T03:04:05Z\" | it is being stopped",
                ",\"autopgo.scrape.app\":\"web\" | '' | it names no app; add the label autopgo.scrape.app",
                "\"6060\"            | \"6060\",\"autopgo.scrape.scheme\":\"h t\" | Illegal character in scheme name at index 1",
                "\"6060\"            | \"6060\",\"hone.scrape\":\"false\" | it opted out"
            })
    void look_leavesOutWhatIsNoTarget_withTheReason(String part, String instead, String reason) {
        String odd = FakePods.pod("odd", json -> json.replace(part, instead));
        assertThat(odd).isNotEqualTo(FakePods.pod("odd", UnaryOperator.identity()));
        kubernetes.hold(List.of(odd, FakePods.pod("good", UnaryOperator.identity())));
        Targets targets = source("", "").look();
        assertThat(targets.found()).extracting(Target::instance).containsExactly("shop/good");
        assertThat(targets.left()).hasSize(1);
        assertThat(targets.left().getFirst().name()).isEqualTo("shop/odd");
        assertThat(targets.left().getFirst().reason()).startsWith(reason);
    }

    @Test
    void look_takesTheVersionOfTheLabelThatKubernetesRecommends_unlessOursSaysOtherwise() {
        String label = "\"app.kubernetes.io/version\":\"v1\",\"autopgo.scrape\":";
        kubernetes.hold(List.of(
                FakePods.pod("a", json -> json.replace("\"autopgo.scrape\":", label)),
                FakePods.pod(
                        "b",
                        json -> json.replace("\"autopgo.scrape\":", label)
                                .replace("\"6060\"", "\"6060\",\"hone.version\":\"v2\",\"hone.workload\":\"night\""))));
        assertThat(source("", "").look().found())
                .extracting(target -> target.version() + " " + target.workload())
                .containsExactly("v1 ", "v2 night");
    }

    @Test
    void look_turnsPages_andBeginsAgainWhenTheServerForgot() {
        kubernetes.hold(IntStream.range(0, 1201)
                .mapToObj(i -> FakePods.pod("pod-" + i, UnaryOperator.identity()))
                .toList());
        assertThat(source("", "").look().found())
                .extracting(Target::instance)
                .hasSize(1201)
                .doesNotHaveDuplicates();
        assertThat(kubernetes.requests()).hasSize(3);
        kubernetes.forget(1);
        assertThat(source("", "").look().found())
                .extracting(Target::instance)
                .hasSize(1201)
                .doesNotHaveDuplicates();
        kubernetes.forget(2);
        assertFails(source("", ""), TargetError.MISCONFIGURED, "410");
    }

    @Test
    void look_thatIsForbidden_saysWhatIsMissing_andGoesInOneNamespace() {
        kubernetes.forbid("pods is forbidden: User 'system:serviceaccount:a:b' cannot list resource 'pods'");
        assertFails(
                source("", ""),
                TargetError.DENIED,
                "not list pods in all namespaces",
                "ClusterRole",
                "or look in one namespace only",
                "system:serviceaccount:a:b");
        assertThat(source("", "").check()).isInstanceOf(Health.Bad.class);
        assertThat(source("shop", "").look().found()).isEmpty();
        assertThat(source("shop", "").check()).isEqualTo(Health.GOOD);
    }

    @Test
    void look_withoutCredentials_saysSo() {
        kubernetes.forbid("pods is forbidden: User 'system:anonymous' cannot list resource 'pods'");
        assertFails(source("", ""), TargetError.DENIED, "no credentials of us", "log in again");
    }

    @Test
    void look_readsTheKubeconfigAnew_sinceTokensExpire() {
        kubernetes.demand("new");
        TargetSource source = source("", "");
        assertFails(source, TargetError.DENIED, "expired or is wrong: log in again");
        Kubeconfig.of(folder, kubernetes.url(), "new");
        assertThat(source.look().found()).isEmpty();
    }

    @Test
    void look_readsATokenFromItsFile() throws IOException {
        Files.writeString(folder.resolve("secret"), "old\n");
        Path file = Kubeconfig.write(folder, "    server: " + kubernetes.url(), "    tokenFile: secret");
        kubernetes.demand("rotated");
        TargetSource source = KubernetesTargetSource.of(file, Map.of(), "", "");
        assertFails(source, TargetError.DENIED, "does not know us");
        Files.writeString(folder.resolve("secret"), "rotated\n");
        assertThat(source.look().found()).isEmpty();
    }

    @Test
    void look_runsTheProgramThatTheKubeconfigNames() {
        kubernetes.demand("from-program");
        String program = """
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      interactiveMode: Never
                      command: sh
                      args: ["-c", "echo '{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"from-program\\"}}'"]
                """;
        Path file = Kubeconfig.write(folder, "    server: " + kubernetes.url(), program);
        assertThat(KubernetesTargetSource.of(file, Map.of(), "", "").look().found())
                .isEmpty();
    }

    @Test
    void look_withAProgramThatHangs_failsInTime_andWaitsForItOnce() {
        String program = """
                    exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: sleep, args: ["5"]}
                """;
        Path file = Kubeconfig.write(folder, "    server: " + kubernetes.url(), program);
        TargetSource source =
                new KubernetesTargetSource(new Cluster(file, Map.of()), new PodQuery("", ""), Duration.ofMillis(300));
        assertFails(source, TargetError.UNAVAILABLE, "within 300ms");
        assertFails(source, TargetError.UNAVAILABLE, "within 300ms");
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("kubeconfig")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "current-context: it | current-context: other | has no current context",
                "cluster: here, user | cluster: gone, user    | has no cluster 'gone'",
                "clusters:           | clusters: 7 #          | is no kubeconfig",
                "kind: Config        | '- ['                  | is no kubeconfig",
                "server: http        | server: gopher         | has no address for its cluster"
            })
    void look_withAKubeconfigThatCannotBeUsed_saysWhy(String part, String instead, String words) throws IOException {
        Path file = Kubeconfig.of(folder, kubernetes.url(), "secret-token");
        Files.writeString(file, Files.readString(file).replace(part, instead));
        TargetSource source = KubernetesTargetSource.of(file, Map.of(), "", "");
        assertFails(source, TargetError.MISCONFIGURED, words);
        assertThatThrownBy(source::look).message().doesNotContain("secret-token");
    }

    @Test
    void look_withoutKubeconfig_saysSo_andTakesWhatTheEnvironmentNames() {
        assertFails(
                KubernetesTargetSource.of(folder.resolve("gone"), Map.of(), "", ""),
                TargetError.MISCONFIGURED,
                "is not there");
        Map<String, String> nothing = Map.of("HOME", folder.toString());
        assertFails(
                KubernetesTargetSource.of(null, nothing, "", ""),
                TargetError.MISCONFIGURED,
                "there is no kubeconfig, and this runs in no cluster");
        Path file = Kubeconfig.of(folder, kubernetes.url(), "some-token");
        assertThat(KubernetesTargetSource.of(null, Map.of("KUBECONFIG", file + ":/other"), "", "")
                        .look()
                        .found())
                .isEmpty();
    }

    @Test
    void look_insideOfACluster_goesByTheServiceAccount() throws IOException {
        Map<String, String> inside = Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", "1");
        TargetSource source = new KubernetesTargetSource(
                new Cluster(null, inside, folder), new PodQuery("", ""), Duration.ofSeconds(20));
        assertFails(source, TargetError.MISCONFIGURED, "the token of the account cannot be read");
        Files.writeString(folder.resolve("token"), "some-token");
        assertFails(source, TargetError.MISCONFIGURED, "certificates");
    }

    @Test
    void look_forWhatCannotBe_fails() {
        assertFails(source("", "Web"), TargetError.MISCONFIGURED, "'Web' is no app");
        assertFails(source("../secrets", ""), TargetError.MISCONFIGURED, "is no namespace");
    }
}
