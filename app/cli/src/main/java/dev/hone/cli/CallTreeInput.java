package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.profile.CallTree;
import dev.hone.profile.CallTreeBuilder;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ValueType;
import org.jspecify.annotations.Nullable;

/** Reads profiles into one call tree, and sees to it that they all count the same. */
final class CallTreeInput {
    private final Arguments arguments;
    private final ProfileInput input;
    private final FilterOptions filters;
    private final CallTreeBuilder builder;
    private @Nullable ValueColumn first;

    CallTreeInput(int columns, Arguments arguments, Terminal terminal) {
        this.arguments = arguments;
        ProfileLimits limits = Limits.of(arguments, terminal);
        this.input = ProfileInput.of(arguments, terminal);
        this.filters = FilterOptions.of(arguments, terminal);
        // Any number that whoever made the profiles cannot know; the tree does not depend on it.
        this.builder = new CallTreeBuilder(columns, limits, terminal.nanoClock().getAsLong());
    }

    /** The options that say how profiles are read, and which samples of them count. */
    static void declare(Declaration declaration) {
        FilterOptions.declare(declaration);
        AllFrames.declare(declaration);
        ProfileInput.declare(declaration);
    }

    /** The tree of all that was added. What filters found nowhere is told. */
    CallTree tree() {
        filters.noteUnmatched();
        return builder.tree();
    }

    /** What is counted: that of the first profile. */
    ValueType type() {
        return first == null ? ValueType.NONE : first.type();
    }

    /** Adds the profile of a source to a column of the tree. */
    Profile add(int column, ProfileSources.Source source) {
        try {
            Profile profile =
                    filters.apply(AllFrames.of(arguments, input.read(source).profile()));
            builder.add(column, profile, columnIn(profile, source.name()));
            return profile;
        } catch (ProfileException e) {
            throw new FileRefused(source.name(), e);
        }
    }

    private int columnIn(Profile profile, String file) {
        if (first == null) {
            first = ValueColumn.of(arguments, file, profile);
            return first.index();
        }
        return first.in(arguments, file, profile);
    }
}
