package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkshopTest {

    private static final Topic HOSTNAME = new Topic(
            "03-hostname",
            "A host name of its own",
            "What is it called?",
            List.of(new Topic.Option("a", "Nothing."), new Topic.Option("b", "What it was called.")));

    private final Nobody machines = new Nobody();
    private final Workshop workshop = new Workshop(machines, List.of(HOSTNAME), 2);

    @AfterEach
    void ends() {
        workshop.close();
    }

    private Attendee joined(String name) {
        return workshop.roll()
                .holding(workshop.join(name, workshop.roll().code()))
                .orElseThrow();
    }

    private static String refused(org.junit.jupiter.api.function.Executable act) {
        return String.valueOf(assertThrows(Refusal.class, act).getMessage());
    }

    @Test
    void knows_somebody_by_their_token_alone() {
        String ada = workshop.join("Ada", workshop.roll().code());
        assertEquals("Ada", workshop.roll().holding(ada).orElseThrow().name());
        assertTrue(workshop.roll().holding(ada.substring(1)).isEmpty());
        assertTrue(workshop.roll().holding(joined("Ben").id()).isEmpty());
    }

    @Test
    void says_why_it_lets_nobody_in() {
        assertEquals("this is not the room's code", refused(() -> workshop.join("Ada", "aaaa-aaaa")));
        joined("Ada");
        assertEquals(
                "somebody is called ADA here already",
                refused(() -> workshop.join("ADA", workshop.roll().code())));
        joined("Ben");
        assertEquals(
                "the code is used up: it was for 2 people, and all of them are here",
                refused(() -> workshop.join("Cem", workshop.roll().code())));
    }

    @Test
    void lets_somebody_back_once_and_the_old_token_is_void() {
        String old = workshop.join("Ada", workshop.roll().code());
        Attendee ada = workshop.roll().holding(old).orElseThrow();
        workshop.readmit(ada);
        String way = ada.wayBack().orElseThrow();

        String fresh = workshop.join("ada", way);

        assertEquals(ada.id(), workshop.roll().holding(fresh).orElseThrow().id());
        assertTrue(workshop.roll().holding(old).isEmpty());
        assertThrows(Refusal.class, () -> workshop.join("Ada", way));
    }

    @Test
    void tells_the_page_that_was_open_that_another_has_taken_its_place() {
        Attendee ada = joined("Ada");
        int[] told = new int[2];
        Runnable first = () -> told[0]++;
        Runnable second = () -> told[1]++;
        workshop.open(ada, first);
        workshop.open(ada, second);
        assertEquals(1, told[0]);
        workshop.leave(ada, first);
        assertTrue(ada.here());
        workshop.leave(ada, second);
        assertFalse(ada.here());
    }

    @Test
    void tells_of_a_new_size_when_somebody_looks() throws InterruptedException {
        Semaphore told = new Semaphore(0);
        workshop.changes().listen(told::release);
        Attendee ada = joined("Ada");
        assertTrue(told.tryAcquire(2, 10, TimeUnit.SECONDS), "not told that she came and has no machine");

        workshop.resize(ada, new Screen.Size(100, 30));
        assertEquals(0, told.availablePermits());
        workshop.watch(ada, true);
        workshop.resize(ada, new Screen.Size(139, 38));
        workshop.resize(ada, new Screen.Size(139, 38));
        assertEquals(2, told.availablePermits());
        assertEquals(new Screen.Size(139, 38), ada.screen().size());
    }

    @Test
    void closes_and_opens_labs_that_there_are() {
        workshop.lab("03-hostname", false);
        workshop.lab("99-nothing", false);
        assertEquals(List.of("03-hostname"), machines.closed);
        workshop.lab("03-hostname", true);
        assertEquals(List.of(), machines.closed);
    }

    @Test
    void sums_up_without_a_name() {
        Attendee ada = joined("Ada");
        Attendee ben = joined("Ben");
        workshop.changes().make(() -> {
            ada.sign(new Sign("03-hostname", "goal", 1, 7, 2, false, "a", "b", true, "# card of ada"));
            ben.sign(new Sign("03-hostname", "goal", 1, 7, 0, true, "b", "b", false, ""));
        });
        Summary summary = new Summary(workshop);
        assertEquals(
                "lab,begun,done,hints,solutions,answered,right,chosen\r\n03-hostname,2,1,2,1,2,1,a 1 b* 1\r\n",
                summary.csv());
        assertTrue(
                summary.markdown().contains("- 1 of 2: a Nothing.\n- 1 of 2: b * What it was called."),
                summary.markdown());
        assertFalse(summary.markdown().contains("Ada"), summary.markdown());
        assertEquals("# card of ada", summary.cards(ada));
    }
}
