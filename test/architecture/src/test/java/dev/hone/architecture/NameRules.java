package dev.hone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What things may be called. */
final class NameRules {
    private static final Set<String> EMPTY_WORDS = Set.of(
            "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Impl", "Impls");
    private static final Set<String> EMPTY_BEGINNINGS = Set.of("Base", "Common");
    private static final Set<String> KINDS = Set.of(
            "dto",
            "dtos",
            "handler",
            "handlers",
            "util",
            "utils",
            "helper",
            "helpers",
            "common",
            "impl",
            "model",
            "models");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\\$|_");
    private static final Pattern ACCESSOR = Pattern.compile("(get|set)[A-Z].*");

    private NameRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("names", NameRules::typesSayWhatTheyAdd),
                new Rule("kinds", NameRules::packagesAreFeatures),
                new Rule("accessors", NameRules::accessorsAreNouns));
    }

    private static ArchRule typesSayWhatTheyAdd(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "have a name that says what they add",
                        type -> emptyWords(type).map(word -> "says nothing with the word " + word)));
    }

    private static Stream<String> emptyWords(JavaClass type) {
        List<String> words = Arrays.asList(WORDS.split(type.getSimpleName()));
        Stream<String> anywhere = words.stream().filter(EMPTY_WORDS::contains);
        return Stream.concat(anywhere, words.stream().limit(1).filter(EMPTY_BEGINNINGS::contains));
    }

    private static ArchRule packagesAreFeatures(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "be in packages named after features",
                        type -> Arrays.stream(type.getPackageName().split("\\."))
                                .filter(KINDS::contains)
                                .map(kind -> "is in a package named after a kind: " + kind)));
    }

    private static ArchRule accessorsAreNouns(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "have no get and set",
                        type -> type.getMethods().stream()
                                .filter(method ->
                                        ACCESSOR.matcher(method.getName()).matches())
                                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                                .filter(method -> !isGivenByAParent(method))
                                .map(method -> "has an accessor named " + method.getName())));
    }

    private static boolean isGivenByAParent(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(parent -> parent.getMethods().stream())
                .anyMatch(other -> other.getName().equals(method.getName())
                        && other.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }
}
