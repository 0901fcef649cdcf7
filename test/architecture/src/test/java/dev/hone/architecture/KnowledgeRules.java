package dev.hone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who may know whom. */
final class KnowledgeRules {
    private static final int MOST_TYPES_IN_BASE = 25;

    private KnowledgeRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("libraries", house -> only(house, "lib", Set.of("lib"))),
                new Rule("ground", KnowledgeRules::baseKnowsOnlyJava),
                new Rule("sockets", house -> only(house, "spi", Set.of("lib", "spi"))),
                new Rule("stages", house -> only(house, "loop", Set.of("lib", "spi"))),
                new Rule("plugs", house -> only(house, "plugin", Set.of("lib", "spi"))),
                new Rule("kits", house -> only(house, "test", Set.of("lib", "spi", "test"))),
                new Rule("apps", house -> only(house, "app", Set.of("lib", "spi", "loop", "plugin", "app"))),
                new Rule("commands", KnowledgeRules::commandsDoNotKnowTheServer),
                new Rule("faces", KnowledgeRules::onlyFacesAreUsed),
                new Rule("cycles", KnowledgeRules::packagesFormNoCycle),
                new Rule("circles", KnowledgeRules::roomsFormNoCycle),
                new Rule("crowds", KnowledgeRules::baseStaysSmall));
    }

    private static ArchRule only(House house, String group, Set<String> groups) {
        BiPredicate<Room, Room> allowed = (from, to) -> groups.contains(to.group());
        return classes()
                .that(house.in(group))
                .should(know(house, "know only rooms in " + groups + " and their own", allowed));
    }

    private static ArchRule commandsDoNotKnowTheServer(House house) {
        return classes()
                .that(house.in("app"))
                .should(know(
                        house,
                        "not know the server from the commands",
                        (from, to) ->
                                !from.path().equals("app/cli") || !to.path().equals("app/server")));
    }

    private static ArchRule onlyFacesAreUsed(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "use only the face of another room",
                        type -> foreign(house, type)
                                .filter(use -> !packageOf(use.getTargetClass())
                                        .equals(house.roomOf(use.getTargetClass())
                                                .map(Room::packageName)
                                                .orElse("")))
                                .map(use -> "reaches inside another room: " + use.getDescription())));
    }

    private static ArchCondition<JavaClass> know(House house, String sentence, BiPredicate<Room, Room> allowed) {
        return Rule.be(sentence, type -> {
            Room from = house.roomOf(type).orElseThrow();
            return foreign(house, type)
                    .filter(use -> house.roomOf(use.getTargetClass())
                            .filter(to -> !allowed.test(from, to))
                            .isPresent())
                    .map(use -> "knows what " + from + " must not know: " + use.getDescription());
        });
    }

    /** The uses of classes of other rooms. */
    private static Stream<Dependency> foreign(House house, JavaClass type) {
        Optional<Room> own = house.roomOf(type);
        return type.getDirectDependenciesFromSelf().stream()
                .filter(use -> house.roomOf(use.getTargetClass())
                        .filter(room -> !Optional.of(room).equals(own))
                        .isPresent());
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }

    private static ArchRule baseKnowsOnlyJava(House house) {
        return classes()
                .that(inBase(house))
                .should(Rule.be(
                        "know only Java and JSpecify",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .filter(use -> !isGround(house, use.getTargetClass()))
                                .map(use -> "knows more than Java: " + use.getDescription())));
    }

    private static boolean isGround(House house, JavaClass type) {
        String packageName = packageOf(type);
        return type.getBaseComponentType().isPrimitive()
                || packageName.startsWith("java.")
                || packageName.equals("org.jspecify.annotations")
                || inBase(house).test(type)
                || packageName.equals("dev.hone.planted");
    }

    private static DescribedPredicate<JavaClass> inBase(House house) {
        return DescribedPredicate.describe(
                "in lib/base",
                type -> house.roomOf(type)
                        .filter(room -> room.path().equals("lib/base"))
                        .isPresent());
    }

    private static ArchRule baseStaysSmall(House house) {
        long size = house.classes().stream()
                .filter(inBase(house))
                .filter(KnowledgeRules::isTopLevel)
                .count();
        return classes()
                .that(inBase(house))
                .should(Rule.be(
                        "be at most " + MOST_TYPES_IN_BASE,
                        type -> size > MOST_TYPES_IN_BASE && isTopLevel(type)
                                ? Stream.of("is one of " + size + " types in lib/base: move one to the room it serves")
                                : Stream.empty()));
    }

    private static boolean isTopLevel(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }

    private static ArchRule packagesFormNoCycle(House house) {
        return slices().assignedFrom(slicing("package", JavaClass::getPackageName, house))
                .should()
                .beFreeOfCycles();
    }

    private static ArchRule roomsFormNoCycle(House house) {
        return slices().assignedFrom(slicing(
                        "room", type -> house.roomOf(type).map(Room::path).orElse(""), house))
                .should()
                .beFreeOfCycles();
    }

    private static SliceAssignment slicing(String kind, Function<JavaClass, String> slice, House house) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return house.roomOf(type).isPresent()
                        ? SliceIdentifier.of(slice.apply(type))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each " + kind;
            }
        };
    }
}
