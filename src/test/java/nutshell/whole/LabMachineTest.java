package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("lab")
@Timeout(600)
class LabMachineTest {

    private static final String PROGRESS = "/root/.local/state/progress";

    @RegisterExtension
    static final LabOnTrial LAB = new LabOnTrial();

    @Test
    void can_do_every_lab_with_cgroup_v2_alone_and_AppArmor() throws IOException {
        JsonNode doctor = json(LAB.inside("nutshell doctor --json"));

        assertEquals("v2", doctor.at("/machine/cgroup").asText());
        assertTrue(doctor.at("/machine/lab_machine").asBoolean());
        assertTrue(doctor.at("/machine/lsm").toString().contains("apparmor"), doctor.toString());
        List<String> impossible = new ArrayList<>();
        doctor.get("labs").forEach(lab -> {
            if (!lab.get("possible").asBoolean()) {
                impossible.add(lab.toString());
            }
        });
        assertFalse(doctor.get("labs").isEmpty());
        assertEquals(List.of(), impossible);
    }

    @Test
    void has_a_hierarchy_of_version_1_on_demand_for_the_release_agent() {
        String mount =
                "mkdir -p /tmp/nut && mount -t cgroup -o none,name=nut cgroup /tmp/nut && cat /tmp/nut/release_agent"
                        + " && ls /tmp/nut && umount /tmp/nut";

        assertTrue(LAB.inside(mount).contains("release_agent"));
    }

    @Test
    void gives_a_program_s_own_status_and_its_words_as_they_were_typed() {
        assertEquals(7, LAB.vm("run", "--", "sh", "-c", "exit 7").status());
        assertEquals("a  'b' $c\n", LAB.vm("run", "--", "echo", "a  'b' $c").out());
        assertEquals("1000\n", LAB.vm("run", "--as", "lab", "--", "id", "-u").out());
    }

    @Test
    void brings_everything_back_but_the_learner_s_progress() {
        LAB.inside("echo half > " + PROGRESS + "; touch /root/here; rm -rf /etc; ! test -e /etc/passwd");

        assertEquals(0, LAB.vm("reset").status());

        assertEquals("root\nhalf\n", LAB.inside("head -c 4 /etc/passwd; echo; cat " + PROGRESS));
        LAB.inside("! test -e /root/here");
    }

    @Test
    void keeps_the_learner_s_progress_when_its_QEMU_is_killed() throws IOException {
        LAB.inside("echo all > " + PROGRESS);
        long qemu = json(LAB.vm("status", "--json").out()).get("pid").asLong();

        Commands.run("kill", "-9", "" + qemu);

        assertFalse(json(LAB.vm("status", "--json").out()).get("up").asBoolean());
        assertEquals("all\n", LAB.inside("cat " + PROGRESS));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
