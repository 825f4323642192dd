package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * A recipe and the building that stands by it: a step is remembered once it has been carried out, and taken back by
 * building anew without it.
 */
final class Construction {

    private final Site.Ground ground;
    private final Trace trace;
    private final Consumer<String> news;
    private final List<Step> recipe = new ArrayList<>();
    private Optional<Building> building = Optional.empty();
    /** Where the trace stood when the latest step began: what came after was done for that step. */
    private int begun;

    Construction(Site.Ground ground, Trace trace, Consumer<String> news) {
        this.ground = ground;
        this.trace = trace;
        this.news = news;
    }

    /** The steps so far, in order. */
    List<Step> recipe() {
        return List.copyOf(recipe);
    }

    /** Forgets the steps; what stands by them, stands until it is torn down. */
    void forgetRecipe() {
        recipe.clear();
    }

    /** Carries out steps in one visit to the container's thread; those before a refusal stay. */
    void apply(List<Step> steps) {
        int before = recipe.size();
        begun = trace.mark();
        try {
            applyAll(steps);
        } catch (SyscallFailed | Refusal e) {
            if (trace.changedSince(begun)) {
                Step refused = steps.get(recipe.size() - before);
                rebuild("'" + Printable.text(refused.line()) + "' was refused half-way");
            }
            throw e instanceof SyscallFailed failed ? GivenUp.explained(failed, recipe()) : e;
        }
    }

    private void applyAll(List<Step> steps) {
        Building here = building();
        here.call(() -> {
            for (Step step : steps) {
                begun = trace.mark();
                here.site().powers().requireInOrder(step);
                step.apply(here.site());
                recipe.add(step);
            }
            return true;
        });
    }

    /** Takes back the last steps: what the kernel gave cannot be handed back, so the container is built anew without. */
    void undo(int count) {
        if (count < 1 || count > recipe.size()) {
            throw Refusal.usage("undo takes 1 to " + recipe.size() + " steps here", "undo 1; steps shows them");
        }
        List<Step> gone = recipe.subList(recipe.size() - count, recipe.size());
        boolean overlayGone = gone.stream().anyMatch(AddOverlay.class::isInstance);
        gone.clear();
        AllInTurn again = new AllInTurn();
        again.attempt(() -> {
            tearDown();
            if (overlayGone) {
                ground.store().dropLayers(ground.name());
            }
        });
        again.attempt(this::replay);
        again.tell();
    }

    /** Builds anew from the same steps, and says why. */
    void rebuild(String why) {
        AllInTurn again = new AllInTurn();
        again.attempt(this::tearDown);
        again.attempt(this::replay);
        again.tell();
        news.accept(why + ": built anew from its " + recipe.size() + " steps");
    }

    /** What is refused is tried once more, for memory or descriptors may have been short for an instant. */
    private void replay() {
        List<Step> again = List.copyOf(recipe);
        try {
            replay(again);
        } catch (SyscallFailed | Refusal passing) {
            AllInTurn anew = new AllInTurn();
            anew.attempt(this::tearDown);
            anew.attempt(() -> replayOrShorten(again));
            anew.tell();
        }
    }

    private void replayOrShorten(List<Step> again) {
        try {
            replay(again);
        } catch (SyscallFailed | Refusal e) {
            // What it needed is gone, a process whose namespace was joined say. What came before holds.
            if (recipe.size() < again.size()) {
                Step refused = again.get(recipe.size());
                news.accept("'%s' could not be done again, nor what came after it: the recipe now has %d steps"
                        .formatted(Printable.text(refused.line()), recipe.size()));
            }
            throw e;
        }
    }

    private void replay(List<Step> again) {
        recipe.clear();
        Site site = building().site();
        site.replaying(true);
        try {
            applyAll(again);
        } finally {
            site.replaying(false);
        }
    }

    /** The building, made when there is none. */
    Building building() {
        if (building.isEmpty()) {
            ground.host().warm();
            building = Optional.of(new Building(ground, trace, news));
        }
        return building.orElseThrow();
    }

    /** The building, if one stands. */
    Optional<Building> existing() {
        return building;
    }

    /** Whatever is refused on the way, nobody stays in what has been torn down. */
    void tearDown() {
        Optional<Building> torn = building;
        building = Optional.empty();
        torn.ifPresent(Building::close);
    }
}
