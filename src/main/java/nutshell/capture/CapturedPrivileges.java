package nutshell.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.evidence.proc.Status;
import nutshell.inspect.Inspected;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;

/** What a process may still do, as lines: last in a recipe, because building takes what they give away. */
final class CapturedPrivileges {

    private final Inspected inspected;
    private final Status status;
    private final Draft draft;

    CapturedPrivileges(Inspected inspected, Draft draft) {
        this.inspected = inspected;
        this.status = inspected.process().status();
        this.draft = draft;
    }

    /**
     * Where no first process of its own will give the rest up, the filter comes before what it takes to load one; runtimes
     * do it in this order too.
     */
    void write() {
        boolean noNewPrivileges = status.noNewPrivileges().orElse(false);
        boolean filterFirst = !noNewPrivileges && !inspected.owns(Namespace.PID);
        if (filterFirst) {
            filter();
        }
        user();
        capabilities();
        if (noNewPrivileges) {
            draft.step("no_new_privs");
        }
        if (!filterFirst) {
            filter();
        }
        inspected
                .process()
                .label()
                .fact()
                .ifPresent(label -> draft.comment("Its security module's label, for which there is no word: " + label));
    }

    private void capabilities() {
        CapabilitySets sets = status.capabilities();
        CapabilitySet lost = CapabilitySet.known().minus(sets.bounding());
        if (sets.bounding().isEmpty()) {
            draft.step("capabilities", "drop", "all");
        } else if (!lost.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("capabilities", "keep"));
            words.addAll(sets.bounding().intersect(CapabilitySet.known()).names());
            draft.step(words);
        }
        if (status.users().effective() == 0 && !sets.effective().equals(sets.bounding())) {
            draft.comment("It has given up more by itself; effective now: " + names(sets.effective()));
        }
        if (!sets.ambient().isEmpty()) {
            List<String> words = new ArrayList<>(List.of("capabilities", "ambient"));
            words.addAll(sets.ambient().intersect(CapabilitySet.known()).names());
            draft.step(words);
        }
    }

    private static String names(CapabilitySet set) {
        return set.isEmpty() ? "none" : String.join(" ", set.names());
    }

    /** The group first: without root's power, no other could be taken up. */
    private void user() {
        long group =
                inside(inspected.process().groupIds().fact(), status.groups().effective());
        long user = inside(inspected.process().userIds().fact(), status.users().effective());
        String others = status.supplementary().stream()
                .map(id -> inside(inspected.process().groupIds().fact(), id))
                .filter(id -> id != group)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        if (!others.isEmpty()) {
            draft.comment("Its other groups, for which there is no word: " + others);
        }
        if (group != 0) {
            draft.step("setgid", Long.toString(group));
        }
        if (user != 0) {
            // What comes next takes CAP_SETPCAP; a program of this user has none of them even so.
            draft.step("setuid", Long.toString(user), "--keepcaps");
        }
    }

    /** What an id is inside; one without a map is shown there as the overflow id. */
    private static long inside(java.util.Optional<IdMap> map, long outside) {
        return map.stream()
                .flatMap(ids -> ids.ranges().stream())
                .filter(range -> outside >= range.outside() && outside - range.outside() < range.count())
                .map(range -> range.inside() + (outside - range.outside()))
                .findFirst()
                .orElse(65_534L);
    }

    private void filter() {
        if (status.seccomp() != Status.Seccomp.FILTER) {
            draft.comment("No seccomp filter.");
            return;
        }
        List<String> chosen = profiles();
        if (chosen.isEmpty()) {
            boolean engine = inspected.subject().container().isPresent();
            draft.comment(
                    engine
                            ? "Its filter is its engine's default; this is Docker's, as the kernel does not show another's filter."
                            : "It has a filter, which the kernel does not show to others; this is Docker's default instead.");
        } else {
            draft.comment(
                    "Its filter is from a profile of its own, of %d characters: write it to profile.json, then seccomp load profile.json --at-exec. Until then:"
                            .formatted(chosen.get(0).length()));
        }
        draft.step("seccomp", "load", "docker-default", "--at-exec");
    }

    /** What the engine was told: the profile itself, or its file's name. */
    private List<String> profiles() {
        JsonNode options = inspected
                .subject()
                .container()
                .map(container -> container.document().path("HostConfig").path("SecurityOpt"))
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        return Stream.iterate(0, i -> i < options.size(), i -> i + 1)
                .map(i -> options.path(i).asText(""))
                .filter(option -> option.startsWith("seccomp=") || option.startsWith("seccomp:"))
                .map(option -> option.substring("seccomp=".length()))
                .filter(profile -> !profile.equals("builtin"))
                .toList();
    }
}
