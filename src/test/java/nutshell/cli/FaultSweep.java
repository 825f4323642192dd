package nutshell.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nutshell.container.ClassesLoaded;
import nutshell.container.HostState;
import nutshell.container.Places;
import nutshell.kernel.Doorman;
import nutshell.kernel.Passes;
import nutshell.kernel.Passes.Pass;
import nutshell.kernel.Passes.Verdict;

/**
 * Every call of a recipe fails once with each errno that its manual page lists: in a process of its own, with a {@link Doorman}
 * at its door. Arguments: a directory for its trees, how many seconds, then recipes, or one case as {@code RECIPE CALL#N
 * ERRNO}. What is found is printed, a line each, and how many cases there were.
 */
final class FaultSweep {

    /** Whoever is told that what is to be removed is gone has to believe it. */
    private static final List<String> GONE = List.of("rmdir ENOENT", "unlinkat ENOENT");

    private record Case(String recipe, Pass call, String errno) {

        String pair() {
            return call.call() + " " + errno;
        }

        @Override
        public String toString() {
            return recipe + " " + call + " " + errno;
        }
    }

    private final Places places;
    private HostState before = HostState.now();
    private int findings;
    private int refusals;

    private FaultSweep(Path directory) {
        this.places = new Places(
                directory.resolve("state/nutshell"), directory.resolve("cache/nutshell"), Path.of("/run/nutshell"));
    }

    public static void main(String[] arguments) throws IOException {
        ClassesLoaded.all();
        Doorman.beforeAnyThread();
        List<String> rest = List.of(arguments).subList(2, arguments.length);
        FaultSweep sweep = new FaultSweep(Path.of(arguments[0]));
        if (rest.size() == 3 && rest.get(1).contains("#")) {
            Played usual = sweep.usual(rest.get(0));
            Played played = sweep.judge(new Case(rest.get(0), Pass.parse(rest.get(1)), rest.get(2)), usual);
            System.out.println(played.refused());
        } else {
            sweep.all(rest, Long.parseLong(arguments[1]));
        }
        System.exit(0);
    }

    /** As many as there is time for, from everywhere; the order is the same each time. */
    private void all(List<String> recipes, long seconds) {
        Map<String, Played> usual = new TreeMap<>();
        List<Case> cases = new ArrayList<>();
        for (String recipe : recipes) {
            usual.put(recipe, usual(recipe));
            for (Pass pass : Passes.all()) {
                Passes.errnos(pass.call()).stream()
                        .map(errno -> new Case(recipe, pass, errno))
                        .filter(each -> !GONE.contains(each.pair()))
                        .forEach(cases::add);
            }
        }
        List<Case> mixed = mixed(cases);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int tried = 0;
        int missed = 0;
        Set<String> pairs = new HashSet<>();
        for (Case each : mixed) {
            if (System.nanoTime() > end) {
                break;
            }
            judge(each, Objects.requireNonNull(usual.get(each.recipe)));
            tried++;
            pairs.add(each.pair());
            missed += Passes.met() == 0 ? 1 : 0;
        }
        System.out.printf(
                "faults: %d of %d cases, %d of %d calls with their errnos, %d recipes; %d did not come up again, %d were told; %d findings%n",
                tried,
                cases.size(),
                pairs.size(),
                cases.stream().map(Case::pair).distinct().count(),
                recipes.size(),
                missed,
                refusals,
                findings);
    }

    /** Those of each call and errno by turns, whatever the recipe: every pair has failed once before any does again. */
    private static List<Case> mixed(List<Case> cases) {
        Collections.shuffle(cases, new Random(1));
        Map<String, Integer> turns = new HashMap<>();
        Map<Integer, List<Case>> rounds = new TreeMap<>();
        for (Case each : cases) {
            int turn = turns.merge(each.pair(), 1, Integer::sum);
            rounds.computeIfAbsent(turn, any -> new ArrayList<>()).add(each);
        }
        return rounds.values().stream().flatMap(List::stream).toList();
    }

    private Played usual(String recipe) {
        Played.of(lines(recipe), places);
        Passes.expect(Map.of());
        Played usual = Played.of(lines(recipe), places);
        if (!usual.refused().isEmpty() || !usual.wrong().isEmpty()) {
            System.out.println("FOUND " + recipe + " without a fault: " + usual);
        }
        return usual;
    }

    private Played judge(Case each, Played usual) {
        Passes.expect(Map.of(each.call, Verdict.refuse(each.errno)));
        Played played = Played.of(lines(each.recipe), places);
        List<String> wrong = new ArrayList<>(played.wrong());
        if (wrong.isEmpty() && !played.container().equals(usual.container())) {
            List<String> more = minus(played.container(), usual.container());
            List<String> fewer = minus(usual.container(), played.container());
            if (!more.isEmpty() || !fewer.stream().allMatch(change -> mayBeMissing(each, change))) {
                wrong.add("another container: has " + more + ", lacks " + fewer);
            }
        }
        try {
            before.requireAgain();
        } catch (AssertionError e) {
            String said = String.valueOf(e.getMessage());
            wrong.add("left over: " + minus(HostState.now().mounts(), before.mounts())
                    + said.substring(0, Math.min(160, said.length())));
            before = HostState.now();
        }
        wrong.forEach(text -> System.out.println("FOUND " + each + ": " + text + " after " + played.refused()));
        findings += wrong.size();
        refusals += played.refused().isEmpty() ? 0 : 1;
        return played;
    }

    /** What is mounted with nofail is left out where the kernel says that it is not there. */
    private static boolean mayBeMissing(Case each, String change) {
        return each.call.call().equals("faccessat")
                && lines(each.recipe).stream()
                        .anyMatch(line -> line.contains("nofail") && change.contains(line.replaceAll(".* ", "")));
    }

    private static List<String> minus(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(all);
        rest.removeAll(others);
        return rest;
    }

    private static List<String> lines(String recipe) {
        return Recipes.lines(recipe).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
