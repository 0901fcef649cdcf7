package dev.hone.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hone.planted.Fault;
import dev.hone.planted.Twin;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseTest {
    private static final Repository REPOSITORY = Repository.here();
    private static final House HOUSE = House.product(REPOSITORY);

    static Stream<Rule> rules() {
        return Stream.of(KnowledgeRules.all(), NameRules.all(), ShapeRules.all(), EffectRules.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_overTheHouse_isKept(Rule rule) {
        if (rule.awaits().isEmpty()) {
            assertThat(rule.breaches(HOUSE)).as("the rule '%s'", rule).isEmpty();
        } else {
            assertThat(HOUSE.has(rule.awaits()))
                    .as("%s has a room now: the rule '%s' must no longer await it", rule.awaits(), rule)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_overPlantedFaults_refusesThemAndSparesTheirTwins(Rule rule) {
        House planted = House.planted(rule.plot());
        String breaches = String.join("\n", rule.breaches(planted));
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(named(planted, Fault.class))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(breaches).containsPattern(naming(fault)));
        softly.assertThat(named(planted, Twin.class))
                .isNotEmpty()
                .allSatisfy(twin -> assertThat(breaches).doesNotContainPattern(naming(twin)));
        softly.assertAll();
    }

    private static List<String> named(House planted, Class<? extends Annotation> mark) {
        return planted.classes().stream()
                .filter(type -> type.isAnnotatedWith(mark))
                .map(JavaClass::getFullName)
                .toList();
    }

    private static String naming(String type) {
        return Pattern.quote(type) + "(?!\\w)";
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_overAnEmptyHouse_isNotKept(Rule rule) {
        House empty = new House(List.of(), new ClassFileImporter().importClasses());
        assertThatThrownBy(() -> assertThat(rule.breaches(empty)).isEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    @Test
    void faults_eachPlot_belongsToARule() {
        JavaClasses planted = new ClassFileImporter().importPackages("dev.hone.planted");
        assertThat(planted.stream()
                        .map(type -> type.getPackageName().split("\\."))
                        .filter(names -> names.length > 3)
                        .map(names -> names[3])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(rules().map(Rule::plot).toList());
    }

    @Test
    void exceptions_eachOfThem_isStillOne() {
        assertThat(ShapeRules.PUBLIC_FOR_A_REASON.keySet())
                .as("a public type that is needed elsewhere, or gone, needs no exception any more")
                .isSubsetOf(HOUSE.classes().stream().map(JavaClass::getName).toList())
                .doesNotContainAnyElementsOf(Faces.neededElsewhere(HOUSE).stream()
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void rooms_eachModuleOfTheBuild_isLookedAt() {
        assertThat(HOUSE.rooms()).extracting(Room::path).contains("lib/base", "lib/profile", "app/cli");
        assertThat(HOUSE.rooms())
                .as("each of these must be a dependency in test/architecture/pom.xml")
                .allSatisfy(room -> assertThat(
                                HOUSE.classes().stream().filter(type -> room.contains(type.getPackageName())))
                        .as("classes of %s", room)
                        .isNotEmpty());
    }

    @Test
    void classes_eachOfOurs_isInTheRoomOfItsModule() {
        assertThat(HOUSE.classes().stream()
                        .filter(type -> HOUSE.roomOf(type).isEmpty())
                        .map(JavaClass::getFullName))
                .as("packages must be named dev.hone.<module>")
                .isEmpty();
    }
}
