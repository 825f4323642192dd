package nutshell.machine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nutshell.refusals.Refusal;

/** What we ask of the machine over the wire of its own, and it answers: see vagrant/files/usr/local/sbin/lab-wake. */
record Wire(Berth berth, Running machine, Progress progress) {

    private static final List<String> ANSWERS = List.of("awake", "mended", "stateless");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Sets the clock and mounts the learner's disk. */
    void wake(Conversation guest) throws IOException {
        guest.say("wake " + Instant.now().getEpochSecond());
        String answer = guest.hear(ANSWERS::contains, LIMIT, machine::alive)
                .orElseThrow(
                        () -> Refusal.failed("the lab machine does not wake up:\n" + berth.lastWords(), Lab.AGAIN));
        if (answer.equals("mended")) {
            progress.step("the learner's disk was damaged and has been mended; what had lost its name is in"
                    + " /var/lib/nutshell/lost+found inside");
        } else if (answer.equals("stateless")) {
            progress.step("the learner's disk is damaged, so progress made now is lost with the machine; to begin a new"
                    + " one: vm down, and move %s away".formatted(berth.stateDisk()));
        }
    }
}
