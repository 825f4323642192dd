package nutshell.container;

import java.util.List;
import nutshell.seccomp.Circumstances;
import nutshell.seccomp.Filter;

/** Where a filter of system calls comes from: words that were typed, or a profile. */
sealed interface FilterSource permits FilterWords, FilterProfile {

    /** The words that it was read from. */
    List<String> words();

    /** What it means here. */
    Filter filter(Circumstances here);

    /** What whoever loads it should know. */
    List<String> notes();
}
