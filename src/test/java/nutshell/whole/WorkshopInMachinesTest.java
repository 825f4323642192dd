package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attendees in lab machines: each in one of their own, or in rooms of one. Emulated, a shell takes half a minute to start. */
@Tag("lab")
@Timeout(600)
class WorkshopInMachinesTest {

    private static final int EMULATED_SECONDS = 200;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("qemu-system-x86_64", "mksquashfs", "ssh", "setsid");
    }

    private ServedWorkshop workshop(String machines) {
        return program.closing(ServedWorkshop.of(program, machines));
    }

    private Visitor atWork(ServedWorkshop workshop, String name) {
        Visitor visitor = program.closing(new Visitor(workshop));
        assertEquals(200, visitor.join(name, workshop.code()).statusCode());
        visitor.open("/terminal").await("nutshell[", EMULATED_SECONDS);
        return visitor;
    }

    @Test
    void breaks_its_own_machine_and_nobody_notices() {
        ServedWorkshop workshop = workshop("one-each");
        Visitor ada = atWork(workshop, "Ada");
        Visitor eve = atWork(workshop, "Eve");
        Visitor board = program.closing(new Visitor(workshop));
        board.enterBoard(workshop);
        board.open("/board/feed").await("\"name\":\"Eve\"", 10);

        ada.key("lab 3\r");
        board.await("\"lab\":\"03-hostname\",\"part\":\"goal\"", 60);
        eve.key("host sh -c 'echo hello >/mine; b() { b | b & }; b; dd if=/dev/zero of=/full bs=1M'\r");
        long worst = 0;
        for (int i = 0; i < 20; i++) {
            worst = Math.max(worst, ada.echo("" + (char) ('a' + i)));
        }
        System.out.printf("beside a machine that is being broken the slowest of 20 keys took %d ms%n", worst / 1000);
        assertTrue(worst < 10_000_000, worst + " µs");
        eve.forget();
        eve.say("{\"do\":\"reset\"}");
        eve.await("\"shell\":\"running\"", EMULATED_SECONDS);
        eve.await("nutshell[", EMULATED_SECONDS);
        eve.key("host sh -c 'ls /mine || echo as at fi''rst'\r");
        eve.await("as at first", 60);
        eve.key("host sh -c 'busybox nc -w 3 10.0.2.2 %s </dev/null || echo no ho''st'\r"
                .formatted(java.net.URI.create(workshop.page()).getPort()));
        eve.await("no host", 60);
    }

    @Test
    void works_in_a_room_of_a_lab_machine() {
        ServedWorkshop workshop = workshop("shared");
        Visitor ada = atWork(workshop, "Ada");
        ada.key("lab 12\r");
        ada.await("next", 60);
        ada.key("cgroup new\r");
        ada.key("host sh -c 'echo of=$(grep -c 65536 /proc/self/uid_map)'\r");
        ada.await("of=1", 60);
        ada.key("cgroup set pids.max 20\r");
        ada.key("host sh -c 'cd /sys/fs/cgroup; echo is=$(cat nutshell/*/12-pids/pids.max)'\r");
        ada.await("is=20", 60);
    }

    @Test
    void is_held_by_this_host_and_found_by_clean_when_the_server_is_killed() throws Exception {
        ServedWorkshop workshop = ServedWorkshop.of(program, "one-each");
        Visitor ada = program.closing(new Visitor(workshop));
        assertEquals(200, ada.join("Ada", workshop.code()).statusCode());
        ada.open("/terminal").await("\"shell\":\"running\"", EMULATED_SECONDS);
        ProcessHandle emulator = ProcessHandle.of(workshop.pid())
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("qemu-system"))
                .findFirst()
                .orElseThrow();
        String groups = Files.readString(Path.of("/proc/" + emulator.pid() + "/cgroup"));
        assertTrue(groups.contains("nutshell/"), groups);

        workshop.kill();
        program.run("clean").wellDone();
        emulator.onExit().get(10, TimeUnit.SECONDS);
        program.requireCleanMachine();
    }
}
