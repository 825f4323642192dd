package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The playbook against five hosts in namespaces; then one of them has its plug pulled. Takes minutes, so it is asked for. */
@Tag("whole")
class FleetOfFiveTest {

    private static final int LIMIT_SECONDS = 900;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void five_hosts_are_one_report_and_the_one_that_is_down_is_named() throws IOException {
        assumeTrue(
                "yes".equals(System.getenv("NUTSHELL_FLEET")),
                "it takes minutes: NUTSHELL_FLEET=yes ./nutshell test -Dtest=FleetOfFiveTest, with ansible and sshd");
        WholeProgram.needsRoot();
        Commands.need("ansible-playbook", "sshd", "busybox");
        Path directory = program.directory();
        Map<String, String> environment = Map.of(
                "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME", directory.toString(),
                "LC_ALL", "C.UTF-8",
                "JAVA_HOME", System.getProperty("java.home"),
                "NUTSHELL_AS_BUILT", "1",
                "directory", directory.toString(),
                "checkout", WholeProgram.CHECKOUT.toString());

        Commands.Result result = Commands.run("", environment, List.of("sh", "-ec", """
                        "$checkout/nutshell" package --output "$directory/packages" >/dev/null
                        exec "$checkout/src/test/fleet/hosts" 5 "$directory" sh -c '
                            cd "$directory"
                            play() {
                                ansible-playbook -i inventory.yml "$checkout/checklist/fleet/ansible/check-fleet.yml" \\
                                    -e "nutshell_check_archive=$(echo packages/*.tar.gz)"
                            }
                            play && echo "five: $?" && cp fleet/fleet.json first.json
                            kill -9 "$(cat host3.pid)"
                            play; echo "four: $?"'
                        """), LIMIT_SECONDS);

        assertTrue(result.out().contains("five: 0"), result.out() + result.err());
        JsonNode first =
                new ObjectMapper().readTree(directory.resolve("first.json").toFile());
        assertEquals(Set.of("host1", "host2", "host3", "host4", "host5"), names(first));
        assertEquals(0, first.path("missing").size());
        assertFalse(result.out().contains("four: 0"), result.out());
        JsonNode second = new ObjectMapper()
                .readTree(directory.resolve("fleet/fleet.json").toFile());
        assertEquals(Set.of("host1", "host2", "host4", "host5"), names(second));
        assertEquals("[\"host3\"]", second.path("missing").toString());
        assertNotEquals(0, second.path("changes").size());
        assertTrue(result.out().contains("no report from host3"), result.out());
        assertEquals(List.of(), left(directory));
    }

    private static Set<String> names(JsonNode fleet) {
        Set<String> names = new TreeSet<>();
        fleet.path("hosts").forEach(host -> names.add(host.path("name").asText()));
        return names;
    }

    /** Mounts below a directory, as this process sees them. */
    private static List<String> left(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(directory.toString())).toList();
        }
    }
}
