package dev.hone.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All rooms with their classes: the real house, or a small planted one that has faults on purpose. */
record House(List<Room> rooms, JavaClasses classes) {
    private static final String PLANTED = "dev.hone.planted.";

    /** The product: the main code of every room that the root pom names. JMH's generated classes are not ours. */
    static House product(Repository repository) {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPackages("dev.hone");
        return new House(repository.rooms(), all);
    }

    /** The house planted in {@code dev.hone.planted.<plot>}, where the next two names are a room's path. */
    static House planted(String plot) {
        JavaClasses all = new ClassFileImporter().importPackages(PLANTED + plot);
        List<Room> rooms = all.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring((PLANTED + plot + ".").length()).split("\\."))
                .map(names -> names[0] + "." + names[1])
                .distinct()
                .map(name -> new Room(name.replace('.', '/'), PLANTED + plot + "." + name))
                .toList();
        return new House(rooms, all);
    }

    Optional<Room> roomOf(JavaClass type) {
        String packageName = type.getBaseComponentType().getPackageName();
        return rooms.stream().filter(room -> room.contains(packageName)).findFirst();
    }

    /** Whether a group has any room yet. */
    boolean has(String group) {
        return rooms.stream().anyMatch(room -> room.group().equals(group));
    }

    /** The classes of the rooms of some groups. */
    DescribedPredicate<JavaClass> in(String... groups) {
        return DescribedPredicate.describe(
                "in " + String.join(", ", groups),
                type -> roomOf(type)
                        .map(Room::group)
                        .filter(Set.of(groups)::contains)
                        .isPresent());
    }

    /** The classes of any room. */
    DescribedPredicate<JavaClass> inside() {
        return DescribedPredicate.describe("in a room", type -> roomOf(type).isPresent());
    }
}
