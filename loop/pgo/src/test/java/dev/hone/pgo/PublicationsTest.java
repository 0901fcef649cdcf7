package dev.hone.pgo;

import static dev.hone.pgo.Fleet.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.HotEdges;
import dev.hone.gopgo.StoredEdges;
import dev.hone.gopgo.SymbolList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A month in the life of an app, in seconds. */
final class PublicationsTest {
    private static final LocalDate START = TODAY.minusDays(60);

    private static Instant at(int day, int hour) {
        return START.plusDays(day).atStartOfDay().plusHours(hour).toInstant(ZoneOffset.UTC);
    }

    private static void upload(Publications app, int day, String version, EdgeMap map) {
        app.fleet.segment(new Group(START.plusDays(day), version, ""), 1, map);
    }

    private static List<String> hotCallees(EdgeMap map) {
        HotEdges hot = HotEdges.of(map);
        List<String> callees = new ArrayList<>();
        for (int rank = 0; rank < hot.count(); rank++) {
            callees.add(hot.edge(rank).callee().toString());
        }
        return callees;
    }

    private static EdgeMap publishedBy(Publications app) {
        Standing standing = app.standing;
        if (standing == null) {
            throw new AssertionError("nothing was published");
        }
        return standing.published();
    }

    /** Each day's samples are drawn anew, from few to many a day. */
    @Test
    void anUnchangedWorkload_isPublishedOnceMoreAtMost_inThirtyDays() {
        for (int samples : new int[] {4_000, 40_000}) {
            Program program = Program.of(800);
            Random random = new Random(samples);
            Publications app = new Publications("{}");
            for (int day = 0; day < 30; day++) {
                upload(app, day, "", program.profile(samples, random));
                app.refresh(at(day, 12));
            }
            assertThat(app.published).as("%s", app.log).hasSizeBetween(1, 2);
        }
    }

    @Test
    void anUnchangedWorkload_ofAWeakFirstProfile_isPublishedWhenThereAreEnoughSamples() {
        Program program = Program.of(800);
        Random random = new Random(1);
        Publications app = new Publications("{}");
        for (int hour = 0; hour < 10; hour++) {
            upload(app, 0, "", program.profile(500, random));
            app.refresh(at(0, hour));
        }

        assertThat(app.published).extracting(GenerationManifest::flags).containsExactly(List.of("weak"), List.of());
        assertThat(app.published).extracting(GenerationManifest::created).containsExactly(at(0, 0), at(0, 5));
    }

    /** A release brings another hot function; its samples come in by the hour. */
    @Test
    void aChangedHotPath_ofANewVersion_isPublishedWithinOneCoolDown() {
        Program before = Program.of(800);
        Program after = before.withOtherCallee(0, "main.replacement");
        Random random = new Random(3);
        Publications app = new Publications("{}");
        for (int day = 0; day < 20; day++) {
            upload(app, day, "v1", before.profile(24_000, random));
            app.refresh(at(day, 12));
        }
        int known = app.published.size();
        for (int hour = 0; hour < 24; hour++) {
            upload(app, 20, "v2", after.profile(2_000, random));
            app.refresh(at(20, hour));
            if (hour == 6) {
                assertThat(hotCallees(publishedBy(app))).contains("main.replacement");
            }
        }

        assertThat(app.published.size()).as("%s", app.log).isBetween(known + 1, known + 2);
        assertThat(hotCallees(publishedBy(app))).contains("main.replacement").doesNotContain("main.g0");
    }

    /** Without versions only time tells the old samples from the new ones. */
    @Test
    void aChangedHotPath_withoutVersions_isPublishedAsItsShareGrows() {
        Program before = Program.of(800);
        Program after = before.withOtherCallee(0, "main.replacement");
        Random random = new Random(4);
        Publications app = new Publications("{}");
        for (int day = 0; day < 20; day++) {
            upload(app, day, "", before.profile(24_000, random));
            app.refresh(at(day, 12));
        }
        int known = app.published.size();
        int day = 20;
        for (; day < 40 && app.published.size() == known; day++) {
            upload(app, day, "", after.profile(24_000, random));
            app.refresh(at(day, 12));
        }

        assertThat(day - 20).as("days").isBetween(1, 6);
        assertThat(hotCallees(publishedBy(app))).contains("main.replacement");
    }

    @Test
    void aRenamedFunction_decaysOutAfterTheRelease() throws IOException {
        Program before = Program.of(400);
        String old = before.busiest();
        Program after = before.renamed(old, "main.renamed");
        Random random = new Random(5);
        Publications app = new Publications("{}");
        for (int day = 0; day < 14; day++) {
            upload(app, day, "v1", before.profile(20_000, random));
        }
        app.refresh(at(13, 12));
        byte[] names = String.join("\n", after.names()).getBytes(StandardCharsets.UTF_8);
        app.symbols = new ProgramSymbols("v2", SymbolList.read(new ByteArrayInputStream(names)));
        double atFirst = app.weigh(at(14, 0)).staleShare();
        upload(app, 14, "v2", after.profile(2_000, random));
        double withFew = app.weigh(at(14, 1)).staleShare();
        for (int hour = 2; hour < 12; hour++) {
            upload(app, 14, "v2", after.profile(2_000, random));
            app.refresh(at(14, hour));
        }

        assertThat(atFirst).isGreaterThan(0.05);
        assertThat(withFew).isGreaterThan(0.05);
        assertThat(app.weigh(at(14, 12)).staleShare()).isLessThan(0.05);
        assertThat(publishedBy(app).names().stream().map(Object::toString)).contains("main.renamed");
        assertThat(app.published.size()).isGreaterThan(1);
    }

    @Test
    void coolDown_holdsBackWhatFollowsTooSoon_andAClockThatIsADayOffDoesNotBlock() {
        Publications app = new Publications("{}");
        upload(app, 0, "", Fleet.map(Fleet.edge("a", 1, "b", 9_000), Fleet.edge("a", 2, "c", 1_000)));
        app.refresh(at(0, 0));
        upload(app, 0, "", Fleet.map(Fleet.edge("x", 1, "y", 90_000)));

        PublishDecision soon = app.refresh(at(0, 5));
        PublishDecision byAClockThatIsBehind = app.refresh(at(-1, 0));

        assertThat(soon.reasons()).extracting(Reason::code).containsExactly(Reason.Code.COOLING_DOWN);
        assertThat(byAClockThatIsBehind.reasons()).extracting(Reason::code).containsExactly(Reason.Code.CHANGED);
    }

    /** The manifest, the segments and the generation before are all it takes; another seed stands for another machine. */
    @Test
    void everyGeneration_isRebuiltFromItsManifest_toTheSameBytes() {
        Program program = Program.of(300);
        Random random = new Random(6);
        Publications app = new Publications(
                "{'recipe': {'': 1}, 'rules': ['deny main.g3$', 'rename main.g5=main.five'], 'maxAge': '0s'}");
        List<Standing> standings = new ArrayList<>();
        List<GenerationContent> contents = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            Program now = day < 6 ? program : program.withOtherCallee(0, "main.other");
            upload(app, day, day < 6 ? "v1" : "v2", now.profile(20_000, random));
            int known = app.published.size();
            app.refresh(at(day, 12));
            if (app.published.size() > known && app.standing != null && app.content != null) {
                standings.add(app.standing);
                contents.add(app.content);
            }
        }

        assertThat(app.published).anyMatch(manifest -> manifest.previous() > 0);
        for (int i = 0; i < app.published.size(); i++) {
            GenerationManifest manifest =
                    GenerationManifest.read(app.published.get(i).bytes());
            Precedent previous = manifest.previous() == 0
                    ? null
                    : standings.get(manifest.previous() - 1).precedent();
            GenerationContent rebuilt = GenerationContent.rebuilt(manifest, app.fleet::edges, previous, 99 + i);

            assertThat(manifest).isEqualTo(app.published.get(i));
            assertThat(rebuilt.fileDigests()).isEqualTo(manifest.files());
            rebuilt.files().forEach(manifest::check);
            assertThat(rebuilt.files().get(GenerationContent.PROFILE))
                    .isEqualTo(contents.get(i).files().get(GenerationContent.PROFILE));
        }
    }

    @Test
    void deniedCallees_areHotNowhereInTheArtefact_andTheirShareIsTold() {
        String processData = "google.golang.org/grpc/internal/transport.(*loopyWriter).processData";
        Publications app = new Publications("{'rules': ['deny-known']}");
        upload(app, 0, "", Fleet.map(Fleet.edge("a", 1, processData, 9_000), Fleet.edge("a", 2, "c", 1_000)));

        app.refresh(at(0, 0));

        assertThat(hotCallees(publishedBy(app))).contains("c").doesNotContain(processData);
        assertThat(app.weigh(at(0, 0)).effects().getFirst().share()).isEqualTo(0.9);
    }

    @Test
    void publishedBytes_areTheSame_whenEveryUploadIsScaled() {
        Random random = new Random(8);
        EdgeMap map = Program.of(300).profile(20_000, random);
        List<GenerationContent> contents = new ArrayList<>();
        for (long factor : new long[] {1, 1_000}) {
            Publications app = new Publications("{}");
            upload(app, 0, "", Fleet.times(map, factor));
            contents.add(GenerationContent.of(app.weigh(at(0, 0)), null));
        }

        assertThat(contents.getLast().files().get(GenerationContent.PROFILE))
                .isEqualTo(contents.getFirst().files().get(GenerationContent.PROFILE));
        assertThat(contents.getFirst().files().keySet()).noneMatch(name -> name.endsWith("default.pgo"));
    }

    /** What forced publishing is for: the same data, no cool-down, and yet never the same profile twice. */
    @Test
    void forced_publishesAtOnce_butNotTheSameAgain_andNothingEmpty() {
        Publications app = new Publications("{}");
        assertThat(app.refresh(at(0, 0), true).reasons())
                .extracting(Reason::code)
                .containsExactly(Reason.Code.EMPTY);
        upload(app, 0, "", Program.of(300).profile(20_000, new Random(9)));
        app.refresh(at(0, 0));
        upload(app, 0, "", Program.of(300).profile(20_000, new Random(10)));

        assertThat(app.refresh(at(0, 1)).reasons()).extracting(Reason::code).containsExactly(Reason.Code.COOLING_DOWN);
        assertThat(app.refresh(at(0, 1), true).reasons())
                .extracting(Reason::code)
                .containsExactly(Reason.Code.FORCED);
        assertThat(app.refresh(at(0, 1), true).reasons())
                .extracting(Reason::code)
                .containsExactly(Reason.Code.IDENTICAL);
        assertThat(Duration.between(at(0, 0), at(0, 1))).isLessThan(Duration.ofHours(6));
    }

    /** An edge's weight is kept with the generation, so that later ones are judged by it. */
    @Test
    void content_holdsTheSumAsItWasWeighed() {
        Publications app = new Publications("{}");
        Edge call = Fleet.edge("a", 1, "b", 12);
        upload(app, 0, "", Fleet.map(call));
        GenerationContent content = GenerationContent.of(app.weigh(at(7, 0)), null);

        EdgeMap sum = StoredEdges.of(content.files().getOrDefault(GenerationContent.SUM, new byte[0]))
                .map();

        assertThat(sum.weight(0)).isEqualTo(12L << 19);
    }
}
