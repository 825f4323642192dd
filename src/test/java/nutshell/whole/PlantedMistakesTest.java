package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hardened container has no weakness, and each container with one mistake has it under the mistake's own question. */
@Tag("whole")
class PlantedMistakesTest {

    private static final String IMAGE = "plain:1";
    private static final String SECRET = "PLANTEDsecret";

    /** Options of a container against which nothing is to be said; a mistake replaces one, or adds one. */
    private static final Map<String, List<String>> HARDENED = hardened();

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private record Mistake(String name, String question, String replaces, List<String> options) {}

    @Test
    @Timeout(2400)
    void every_planted_mistake_is_found_under_its_question_in_docker() throws IOException {
        try (PrivateDocker docker = PrivateDocker.start()) {
            plantAndFind(docker);
        }
    }

    @Test
    @Timeout(2400)
    void every_planted_mistake_is_found_under_its_question_in_podman() throws IOException {
        try (PrivatePodman podman = PrivatePodman.start()) {
            plantAndFind(podman);
        }
    }

    private void plantAndFind(PrivateEngine engine) throws IOException {
        engine.busyboxImage(IMAGE);
        start(
                engine,
                "hardened",
                HARDENED.values().stream().flatMap(List::stream).toList());
        List<Mistake> planted = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (Mistake mistake : mistakes(engine)) {
            Map<String, List<String>> options = new LinkedHashMap<>(HARDENED);
            options.remove(mistake.replaces);
            List<String> all = new ArrayList<>(
                    options.values().stream().flatMap(List::stream).toList());
            all.addAll(mistake.options);
            Commands.Result started = tryToStart(engine, mistake.name, all);
            if (started.status() == 0) {
                planted.add(mistake);
            } else {
                impossible.add(mistake.name + ": " + started.err().strip());
            }
        }
        engine.run("stop", "-t", "0", "stopped").wellDone();

        Map<String, Set<String>> weak = weak(engine);

        // Not every machine can make every mistake: without CAP_SYS_RESOURCE, say, none is privileged.
        assertTrue(planted.size() >= 40, planted.size() + " planted; impossible here: " + impossible);
        assertEquals(Set.of(), weak.getOrDefault(engine.word() + ":hardened", Set.of()));
        assertEquals(
                List.of(),
                planted.stream()
                        .filter(mistake -> !weak.getOrDefault(engine.word() + ":" + mistake.name, Set.of())
                                .contains(mistake.question))
                        .map(mistake -> mistake + " found as " + weak.get(engine.word() + ":" + mistake.name))
                        .toList());
        System.out.printf(
                "%s: %d mistakes planted and found, none in the hardened one; impossible here: %s%n",
                engine.word(), planted.size(), impossible);
    }

    private static void start(PrivateEngine engine, String name, List<String> options) {
        tryToStart(engine, name, options).wellDone();
    }

    private static Commands.Result tryToStart(PrivateEngine engine, String name, List<String> options) {
        List<String> run = new ArrayList<>(List.of("run", "-d", "--name", name));
        run.addAll(engine.always());
        run.addAll(options);
        run.add(IMAGE);
        if (name.equals("secret-in-command")) {
            run.addAll(List.of("/bin/busybox", "sh", "-c", "DB_PASSWORD=" + SECRET + " exec sleep 100000"));
        }
        return engine.run(run);
    }

    /** By subject, the questions under which it is called weak. */
    private Map<String, Set<String>> weak(PrivateEngine engine) throws IOException {
        Commands.Result result = program.runWithin(
                        300, "check", "--evidence-only", "--runtime-socket", engine.host(), "--format", "json")
                .wellDone();
        assertFalse(result.out().contains(SECRET), "a secret's value");
        Map<String, Set<String>> weak = new LinkedHashMap<>();
        Set<String> unread = new TreeSet<>();
        for (JsonNode question : new ObjectMapper().readTree(result.out()).path("questions")) {
            for (JsonNode evidence : question.path("evidence")) {
                if (evidence.path("fact").asText().startsWith("could not be read")
                        && evidence.path("subject").asText().startsWith(engine.word())) {
                    unread.add(evidence.path("subject").asText() + " "
                            + evidence.path("fact").asText());
                }
                if (evidence.path("standing").asText().equals("weak")) {
                    weak.computeIfAbsent(evidence.path("subject").asText(), subject -> new TreeSet<>())
                            .add(question.path("id").asText());
                }
            }
        }
        assertEquals(Set.of(), unread);
        return weak;
    }

    private static Map<String, List<String>> hardened() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("user", List.of("--user", "1000:1000"));
        options.put("capabilities", List.of("--cap-drop", "ALL"));
        options.put("no-new-privileges", List.of("--security-opt", "no-new-privileges"));
        options.put("read-only", List.of("--read-only"));
        options.put("memory", List.of("--memory", "64m"));
        options.put("cpus", List.of("--cpus", "0.5"));
        options.put("pids", List.of("--pids-limit", "20"));
        options.put("log", List.of("--log-opt", "max-size=1m"));
        options.put("owner", List.of("--label", "owner=me"));
        options.put("restart", List.of("--restart", "on-failure:3"));
        // Seldom: fifty containers that look after themselves twice a minute keep an emulated machine busy with nothing
        // else.
        options.put("health", List.of("--health-cmd", "true", "--health-interval", "1h"));
        options.put("network", List.of("--network", "none"));
        options.put("ipc", List.of("--ipc", "private"));
        options.put("cgroupns", List.of("--cgroupns", "private"));
        return options;
    }

    private static List<Mistake> mistakes(PrivateEngine engine) throws IOException {
        Path own = Files.createDirectories(engine.directory().resolve("own"));
        Path secret = Files.writeString(engine.onDisk().resolve("db_password"), SECRET);
        Path allow = Files.writeString(own.resolve("allow.json"), "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
        String socket = engine.host().replace("unix://", "");
        String unmasked = engine.word().equals("podman") ? "unmask=ALL" : "systempaths=unconfined";
        List<Mistake> all = new ArrayList<>(List.of(
                mistake("root", "CNF-1", "user", "--user", "0:5"),
                mistake("group-0", "CNF-1", "user", "--user", "1000:0"),
                mistake("supplementary-0", "CNF-1", "", "--group-add", "0"),
                mistake("no-user", "CNF-1", "user"),
                mistake("root-outside", "DMN-1", "user"),
                mistake("privileged", "CNF-2", "", "--privileged"),
                mistake("default-capabilities", "CNF-3", "capabilities"),
                mistake("sys-admin", "CNF-3", "", "--cap-add", "SYS_ADMIN"),
                mistake("net-raw", "CNF-3", "", "--cap-add", "NET_RAW"),
                mistake("unconfined", "CNF-4", "", "--security-opt", "seccomp=unconfined"),
                mistake("allows-all", "CNF-4", "", "--security-opt", "seccomp=" + allow),
                mistake("unmasked", "CNF-4", "", "--security-opt", unmasked),
                mistake("nnp-false", "CNF-5", "no-new-privileges", "--security-opt", "no-new-privileges:false"),
                mistake("nnp-absent", "CNF-5", "no-new-privileges"),
                mistake("writable", "CNF-6", "read-only"),
                mistake("root-mounted", "CNF-7", "", "-v", "/:/host:ro"),
                mistake("shadow", "CNF-7", "", "-v", "/etc/shadow:/x:ro"),
                mistake("etc", "CNF-7", "", "-v", "/etc:/y:ro"),
                mistake("roots-home", "CNF-7", "", "-v", "/root:/z:ro"),
                mistake("data-root", "CNF-7", "", "-v", engine.data() + ":/d:ro"),
                mistake("socket", "CNF-8", "", "-v", socket + ":/var/run/docker.sock"),
                mistake("socket-renamed", "CNF-8", "", "-v", socket + ":/tmp/app.socket:ro"),
                mistake("socket-below", "CNF-8", "", "-v", engine.directory() + ":/host-run"),
                mistake("host-pid", "CNF-9", "", "--pid", "host"),
                mistake("host-net", "CNF-9", "network", "--network", "host"),
                mistake("host-net-open", "NET-1", "network", "--network", "host"),
                mistake("host-net-out", "NET-4", "network", "--network", "host"),
                mistake("host-ipc", "CNF-9", "ipc", "--ipc", "host"),
                mistake("host-uts", "CNF-9", "", "--uts", "host"),
                mistake("joined-pid", "CNF-9", "", "--pid", "container:hardened"),
                mistake("joined-net", "CNF-9", "network", "--network", "container:hardened"),
                mistake("kmsg", "CNF-10", "", "--device", "/dev/kmsg"),
                mistake("device-rule", "CNF-10", "", "--device-cgroup-rule", "b *:* rwm"),
                mistake("no-memory", "CNF-11", "memory"),
                mistake("no-cpu", "CNF-11", "cpus"),
                mistake("no-pids", "CNF-11", "pids", "--pids-limit", "-1"),
                mistake("restarts", "CNF-12", "restart", "--restart", "always"),
                mistake("stopped", "CNF-12", "restart"),
                mistake("secret-in-environment", "SEC-1", "", "-e", "DB_PASSWORD=" + SECRET),
                mistake("secret-in-label", "SEC-1", "", "--label", "api.token=" + SECRET),
                mistake("secret-in-url", "SEC-1", "", "-e", "DATABASE=postgres://app:" + SECRET + "@db/x"),
                mistake("secret-in-command", "SEC-1", ""),
                mistake("secret-on-disk", "SEC-2", "", "-v", secret + ":/run/secrets/db_password:ro"),
                mistake("plain-http", "NET-3", "", "-e", "BACKEND_URL=http://backend.example/"),
                mistake("cloud-key", "ORC-6", "", "-e", "AWS_SECRET_ACCESS_KEY=" + SECRET),
                mistake("endless-log", "HST-7", "log"),
                mistake("no-owner", "PPL-1", "owner")));
        return all;
    }

    private static Mistake mistake(String name, String question, String replaces, String... options) {
        return new Mistake(name, question, replaces, List.of(options));
    }
}
