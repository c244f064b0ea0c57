package espalier.output;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's work that a change would overwrite and that no commit holds.
 *
 * @param change what synth would have done
 * @param committed the file in the last commit, null when it is not there
 * @param strangeLine the number of the line that is in no side of the merge that the file is of; 0 where it is of none
 * @param strangeText that line
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file; nobody compares edits
public record Edit(
        Change change,
        byte @Nullable [] committed,
        int strangeLine,
        @Nullable String strangeText) {}
