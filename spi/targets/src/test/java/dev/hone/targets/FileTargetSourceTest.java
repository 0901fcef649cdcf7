package dev.hone.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTargetSourceTest {
    @TempDir
    private Path folder;

    private FileTargetSource source(String json) throws IOException {
        return new FileTargetSource(Files.writeString(folder.resolve("targets.json"), json), "web");
    }

    private static Target target(String app, String instance, String url) {
        return Target.of(app, instance, URI.create(url));
    }

    @Test
    void look_atAPlainList_findsTargetsAsAutopgoDoes() throws Exception {
        assertThat(source("""
                        [{"address": "http://localhost:8080", "path": "/debug/pprof/profile"},
                         {"address": "http://localhost:8081"},
                         {"address": "https://b:1/else?x=y", "path": "my/pprof"},
                         {"address": "http://[::1]:6060"}]
                        """).look())
                .isEqualTo(new Targets(
                        List.of(
                                target("web", "localhost:8080", "http://localhost:8080/debug/pprof/profile"),
                                target("web", "localhost:8081", "http://localhost:8081/debug/pprof/profile"),
                                target("web", "b:1/my/pprof", "https://b:1/my/pprof?x=y"),
                                target("web", "[::1]:6060", "http://[::1]:6060/debug/pprof/profile")),
                        List.of()));
    }

    @Test
    void look_atTheFormOfTheFirstReleases_takesWhatHoldsForAll_unlessATargetSaysOtherwise() throws Exception {
        FileTargetSource source = source("""
                {"apiUrl": "http://server:8080", "sampleSize": 3, "profileDuration": 30, "scrapeFrequency": 300,
                 "targets": [
                   {"app": "example-app", "address": "http://localhost:5000/debug/pprof/profile"},
                   {"app": "other", "address": "http://localhost:5001", "sampleSize": 1, "profileDuration": "10s",
                    "scrapeFrequency": "1h", "instance": "one", "version": "v2", "revision": "0a1b2c", "workload": "batch"}]}
                """);

        assertThat(source.server()).hasValue("http://server:8080");
        assertThat(source.look().found())
                .containsExactly(
                        new Target(
                                "example-app",
                                "localhost:5000",
                                URI.create("http://localhost:5000/debug/pprof/profile"),
                                "",
                                "",
                                "",
                                new Pace(3, Duration.ofSeconds(30), Duration.ofSeconds(300))),
                        new Target(
                                "other",
                                "one",
                                URI.create("http://localhost:5001/debug/pprof/profile"),
                                "v2",
                                "0a1b2c",
                                "batch",
                                new Pace(1, Duration.ofSeconds(10), Duration.ofHours(1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                             | entry 1       | it has no address",
                "7                                              | entry 1       | a target is an object with an address",
                "{\"address\":\"http://a\",\"app\":\"Web\"}     | a             | 'Web' is no app: small letters, digits and hyphens, at most 100",
                "{\"address\":\"ftp://a\"}                      | a             | ftp://a/debug/pprof/profile is no http or https address",
                "{\"address\":\"localhost:80\"}                 | localhost:80  | it is no address; write http://HOST:PORT",
                "{\"address\":\"http://u:p@a\"}                 | u:p@a         | an address carries no user or password",
                "{\"address\":\"http://a\",\"sampleSize\":0}    | a             | at most 0 at once is none",
                "{\"address\":\"http://a\",\"sampleSize\":\"x\"}| http://a      | sampleSize is a number, not \"x\"",
                "{\"address\":\"http://a\",\"profileDuration\":\"0s\"}| a       | its times are not positive",
                "{\"address\":\"http://a\",\"scrape\":false}    | http://a      | it opted out"
            })
    void look_leavesOutWhatIsNoTarget_withTheReason(String entry, String name, String reason) throws Exception {
        Targets targets = source("[" + entry + ", {\"address\": \"http://b\"}]").look();

        assertThat(targets.found()).extracting(Target::instance).containsExactly("b");
        assertThat(targets.left()).hasSize(1);
        assertThat(targets.left().getFirst().name()).isEqualTo(name);
        assertThat(targets.left().getFirst().reason()).isEqualTo(reason);
    }

    /** The old scraper overwrites the query of an address, and takes that of a path for a part of the path. */
    @ParameterizedTest
    @CsvSource({
        "http://h:1,                '/p?token=x',  http://h:1/p?token=x",
        "http://h:1/p?token=a%26b,  '',            http://h:1/p?token=a%26b",
        "http://h:1/?a=1,           'p?b=%26',     http://h:1/p?b=%26&a=1",
        "http://h:1/a%2Fb,          '',            http://h:1/a%2Fb",
        "http://h:1,                '//p',         http://h:1//p",
        "http://h:1,                '/a b?c=d e',  http://h:1/a%20b?c=d%20e",
        "http://[fe80::1%251]:1,    '/p',          http://[fe80::1%251]:1/p"
    })
    void look_takesPathAndQueryAsTheyAreWritten(String address, String path, URI profile) throws Exception {
        String list = "[{\"app\": \"web\", \"address\": \"" + address + "\", \"path\": \"" + path + "\"}]";

        assertThat(source(list).look().found()).extracting(Target::profile).containsExactly(profile);
    }

    @Test
    void look_findsATargetThatIsListedTwiceOnce() throws Exception {
        assertThat(source("[{\"address\": \"http://b\"}, {\"address\": \"http://b/\"}]")
                        .look()
                        .found())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "7", "{\"targets\": 1}", "[{]"})
    void look_atWhatIsNoList_fails(String json) throws Exception {
        assertThatThrownBy(source(json)::look)
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.BAD_LIST));
    }

    @Test
    void look_readsTheFileAnew_andSaysThatItIsGone() throws Exception {
        FileTargetSource source = source("[{\"address\": \"http://a\"}]");
        assertThat(source.look().found()).hasSize(1);
        source("[]");
        assertThat(source.look().found()).isEmpty();
        assertThat(source.check()).isEqualTo(Health.GOOD);
        Files.delete(folder.resolve("targets.json"));
        assertThatThrownBy(source::look).hasMessageEndingWith("targets.json is not there");
        assertThat(source.check()).isInstanceOf(Health.Bad.class);
        source.close();
        assertThatThrownBy(source::look)
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.CLOSED));
    }

    @Test
    void look_atTooManyTargets_fails() throws Exception {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i <= TargetSource.MOST; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"address\":\"http://a:1/")
                    .append(i)
                    .append("\"}");
        }
        assertThatThrownBy(source(json.append("]").toString())::look)
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.TOO_LARGE));
    }

    @Test
    void marks_makeATarget_orSayWhatIsMissing() {
        TargetList list = new TargetList("test");
        list.add(
                "pod-1",
                "10.0.0.1",
                6060,
                Marks.of(Map.of(Marks.APP, "web", "hone.version", "v3", "hone.revision", "0a1b2c")));
        list.add(
                "pod-2",
                "fd00::1",
                6060,
                Marks.ofTags(List.of(
                        "autopgo.scrape=true",
                        "autopgo.scrape.app=web",
                        "autopgo.scrape.path=prof?token=x",
                        "autopgo.scrape.scheme=https",
                        "hone.scrape.duration=10s",
                        "other")));
        list.add("pod-3", "", 6060, Marks.of(Map.of(Marks.APP, "web")));
        list.add("pod-4", "10.0.0.1", 70000, Marks.of(Map.of(Marks.APP, "web")));
        list.add("pod-5", "10.0.0.1", 1, Marks.of(Map.of(Marks.APP, "web", "hone.scrape", "false")));
        list.add("pod-6", "10.0.0.1", 1, Marks.of(Map.of(Marks.APP, "web", "hone.scrape.most", "x")));

        assertThat(list.targets().found())
                .containsExactly(
                        new Target(
                                "web",
                                "pod-1",
                                URI.create("http://10.0.0.1:6060/debug/pprof/profile"),
                                "v3",
                                "0a1b2c",
                                "",
                                Pace.AS_CONFIGURED),
                        new Target(
                                "web",
                                "pod-2",
                                URI.create("https://[fd00::1]:6060/prof?token=x"),
                                "",
                                "",
                                "",
                                new Pace(null, Duration.ofSeconds(10), null)));
        assertThat(list.targets().left())
                .extracting(Targets.LeftOut::reason)
                .containsExactly(
                        "it has no address",
                        "it has no port between 1 and 65535",
                        "it opted out",
                        "hone.scrape.most is a number, not 'x'");
    }
}
