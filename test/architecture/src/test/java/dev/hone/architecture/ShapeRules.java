package dev.hone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import dev.hone.base.HoneException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What types look like: hidden, final, never null, and never a surprise. */
final class ShapeRules {
    /** Public types that seem to serve nobody, each with the reason why it is public all the same. */
    static final Map<String, String> PUBLIC_FOR_A_REASON = Map.ofEntries(
            Map.entry(
                    "dev.hone.base.Setting",
                    "stands on components of records, where ArchUnit does not look for annotations"),
            Map.entry("dev.hone.blob.MemoryBlobStore", "the store of other rooms' tests"),
            Map.entry("dev.hone.server.log.NoConfiguration", "made by Logback, which finds it in META-INF/services"));

    private static final Set<String> OPTIONALS = Set.of(
            Optional.class.getName(),
            OptionalInt.class.getName(),
            OptionalLong.class.getName(),
            OptionalDouble.class.getName());

    private ShapeRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("hidden", ShapeRules::typesAreHiddenUnlessNeeded),
                new Rule("finals", ShapeRules::classesAreFinalUnlessExtended),
                new Rule("optionals", ShapeRules::optionalsAreOnlyReturned),
                new Rule("exceptions", ShapeRules::exceptionsHaveCodes),
                new Rule("nulls", ShapeRules::packagesAreNullMarked));
    }

    private static ArchRule typesAreHiddenUnlessNeeded(House house) {
        Set<JavaClass> needed = Faces.neededElsewhere(house);
        return classes()
                .that(house.inside())
                .and(DescribedPredicate.not(house.in("test")).as("are not for tests of other rooms"))
                .should(Rule.be(
                        "be hidden from other packages unless one of them needs them",
                        type -> isOpen(type)
                                        && !needed.contains(type)
                                        && !PUBLIC_FOR_A_REASON.containsKey(type.getName())
                                ? Stream.of("is public and no other package needs it")
                                : Stream.empty()));
    }

    private static boolean isOpen(JavaClass type) {
        return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC) && !isForJmh(type);
    }

    /** JMH makes subclasses of benchmarks, in a package of its own. */
    private static boolean isForJmh(JavaClass type) {
        return type.getMethods().stream()
                        .anyMatch(method -> method.isAnnotatedWith("org.openjdk.jmh.annotations.Benchmark"))
                || type.isAnnotatedWith("org.openjdk.jmh.annotations.State");
    }

    private static ArchRule classesAreFinalUnlessExtended(House house) {
        return classes()
                .that(house.inside())
                .and(DescribedPredicate.describe("are plain classes", ShapeRules::isPlainClass))
                .should(Rule.be(
                        "be final unless extended",
                        type -> type.getModifiers().contains(JavaModifier.FINAL)
                                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                        || !type.getSubclasses().isEmpty()
                                ? Stream.empty()
                                : Stream.of("is neither final nor extended")));
    }

    private static boolean isPlainClass(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.isRecord()
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && !isForJmh(type);
    }

    private static ArchRule optionalsAreOnlyReturned(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "use Optional only as return type",
                        type -> Stream.concat(
                                type.getFields().stream()
                                        .filter(field -> OPTIONALS.contains(
                                                field.getRawType().getName()))
                                        .map(field -> "keeps an Optional in " + field.getName()),
                                type.getCodeUnits().stream()
                                        .filter(ShapeRules::takesAnOptional)
                                        .map(unit -> "takes an Optional in " + unit.getName()))));
    }

    /** Bodies of lambdas and the constructor that a record's field already speaks for do not count. */
    private static boolean takesAnOptional(JavaCodeUnit unit) {
        return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !(unit.isConstructor() && unit.getOwner().isRecord())
                && unit.getRawParameterTypes().stream().anyMatch(type -> OPTIONALS.contains(type.getName()));
    }

    private static ArchRule exceptionsHaveCodes(House house) {
        return classes()
                .that(house.inside())
                .and(DescribedPredicate.describe(
                        "are exceptions of a room",
                        type -> type.isTopLevelClass() && type.isAssignableTo(Throwable.class)))
                .should(Rule.be(
                        "extend HoneException",
                        type -> type.isAssignableTo(HoneException.class)
                                ? Stream.empty()
                                : Stream.of("is an exception without a code: it must extend HoneException")));
    }

    private static ArchRule packagesAreNullMarked(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "be in packages that are @NullMarked",
                        type -> isNullMarked(type.getPackage())
                                ? Stream.empty()
                                : Stream.of("is in a package without a @NullMarked package-info")));
    }

    private static boolean isNullMarked(JavaPackage home) {
        return home.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }
}
