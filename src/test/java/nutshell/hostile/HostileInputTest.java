package nutshell.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.Credentials;
import nutshell.cgroups.CgroupMembership;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.FlatKeyed;
import nutshell.checklist.Answers;
import nutshell.checklist.Baseline;
import nutshell.checklist.Checklist;
import nutshell.container.Recipe;
import nutshell.content.Document;
import nutshell.drift.Profile;
import nutshell.evidence.Documents;
import nutshell.evidence.containers.EngineAddress;
import nutshell.evidence.containers.Engines;
import nutshell.evidence.containers.StandInEngine;
import nutshell.evidence.files.ProjectFiles;
import nutshell.evidence.host.KubeletFacts;
import nutshell.evidence.kubernetes.Kubeconfigs;
import nutshell.evidence.proc.Descriptor;
import nutshell.evidence.proc.Status;
import nutshell.evidence.proc.UnixSocket;
import nutshell.evidence.reports.Reports;
import nutshell.gate.DetachedSignature;
import nutshell.gate.Policy;
import nutshell.gate.ScanDocument;
import nutshell.labs.Course;
import nutshell.labs.ProgressFile;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.NamespaceId;
import nutshell.network.Prefix;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Refusal;
import nutshell.vulnerabilities.Database;
import nutshell.vulnerabilities.Scan;
import nutshell.vulnerabilities.ScannerReport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random bytes, and good ones made strange, at everything that reads: a value or a refusal, and that soon. {@code
 * -Dnutshell.hostile.cases=N} tries more of each.
 */
class HostileInputTest {

    private static final int CASES = Integer.getInteger("nutshell.hostile.cases", 400);
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    static Path temp;

    static Stream<Reader> readers() throws IOException {
        List<Reader> all = new ArrayList<>();
        all.addAll(ofTheKernel());
        all.addAll(ofProjects());
        all.addAll(ofOurs());
        all.addAll(ofPackages());
        return all.stream();
    }

    private static List<Reader> ofTheKernel() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        return List.of(
                Reader.ofLines("mountinfo", Files.readString(Path.of("/proc/self/mountinfo")), MountInfo::parse),
                Reader.ofLines("cgroup mounts", Files.readString(Path.of("/proc/self/mountinfo")), CgroupMounts::parse),
                Reader.ofLines("cgroup", Files.readString(Path.of("/proc/self/cgroup")), CgroupMembership::parse),
                Reader.ofLines("memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n", FlatKeyed::parse),
                Reader.ofLines("uid_map", "         0          0 4294967295\n1 2 3\n", IdMap::parse),
                Reader.ofLines("status", status, Status::parse),
                Reader.ofLines("credentials", status, Credentials::parse),
                Reader.ofText("capability set", "000001ffffffffff", CapabilitySet::parse),
                Reader.ofText("namespace link", "mnt:[4026531841]", NamespaceId::parse),
                Reader.ofLines("net/unix", """
                        Num       RefCount Protocol Flags    Type St Inode Path
                        0000000000000000: 00000002 00000000 00010000 0001 01 12345 /run/docker.sock
                        """, UnixSocket::parse),
                Reader.ofLines(
                        "fdinfo",
                        "pos:\t0\nflags:\t0100002\nmnt_id:\t25\n",
                        lines -> Descriptor.parse(3, "/dev/null", lines)),
                Reader.ofText("prefix", "10.7.0.1/24", Prefix::parse));
    }

    private static List<Reader> ofProjects() {
        return List.of(
                project("Dockerfile", """
                        # syntax=docker/dockerfile:1
                        ARG V=1
                        FROM alpine:${V} AS build
                        RUN --mount=type=secret,id=a apk add curl && \\
                            true
                        COPY --from=build --chmod=0755 /a /b
                        ENV PASSWORD=x A="b c"
                        USER root
                        HEALTHCHECK CMD ["curl", "x"]
                        RUN <<EOF
                        id
                        EOF
                        """),
                project("compose.yaml", """
                        x-a: &a {privileged: true, cap_add: [ALL]}
                        services:
                          web:
                            <<: *a
                            image: nginx:1
                            ports: ["80:80", {target: 1, published: "2"}]
                            volumes: [/:/host, {type: bind, source: /var/run/docker.sock, target: /s}]
                            environment: {PASSWORD: x}
                            deploy: {resources: {limits: {memory: 1g}}}
                        """),
                project("pod.yaml", """
                        apiVersion: v1
                        kind: List
                        items:
                        - apiVersion: apps/v1
                          kind: Deployment
                          metadata: {name: a, namespace: b}
                          spec: {template: {spec: {hostPID: true, containers: [{name: c, image: "a:b", securityContext:
                            {privileged: true, capabilities: {add: [SYS_ADMIN]}, runAsUser: 0}, env: [{name: TOKEN, value: x}]}],
                            volumes: [{name: v, hostPath: {path: /}}]}}}
                        """),
                project(
                        "Chart.yaml",
                        "apiVersion: v2\nname: a\ndependencies:\n- {name: b, version: '1', repository: 'http://x'}\n"),
                project(
                        ".gitlab-ci.yml",
                        "image: docker:latest\njob:\n  services: [docker:dind]\n  script: [docker push x]\n"),
                project(".github/workflows/ci.yml", """
                        on: push
                        jobs:
                          build:
                            runs-on: ubuntu-latest
                            container: {image: a, options: --privileged}
                            steps:
                            - uses: actions/checkout@v4
                            - run: docker build . && trivy image x
                        """),
                project(".env", "A=b\nexport PASSWORD='x'\n# c\n"));
    }

    private static Reader project(String name, String good) {
        Path root = temp.resolve(name.replaceAll("[^a-z]", "-"));
        return Reader.ofFile(name, root.resolve(name), good, file -> ProjectFiles.read(root));
    }

    private static List<Reader> ofOurs() throws IOException {
        Path lab = temp.resolve("pack/03-hostname");
        Path session = Files.createDirectories(lab).resolve("session.txt");
        String typed = Files.readString(HERE.resolve("labs/03-hostname/session.txt"));
        String taught = Files.readString(HERE.resolve("labs/03-hostname/lab.md"));
        Files.copy(
                HERE.resolve("labs/policies/example.pub"),
                temp.resolve("example.pub"),
                StandardCopyOption.REPLACE_EXISTING);
        Path payload = Files.writeString(temp.resolve("payload.json"), SIGNED);
        return List.of(
                Reader.ofText("JSON", "{\"a\":[1,-2.5e3,\"\\u00e9\",null,{}]}", Documents::parseJson),
                Reader.ofText("YAML", "a: &x [1, 'b', \"c\"]\nb: *x\n--- |\n text\n", Documents::parseYaml),
                Reader.ofFile("lab.md", lab.resolve("lab.md"), taught, file -> lesson(session, typed)),
                Reader.ofFile("session.txt", session, typed, file -> lesson(lab.resolve("lab.md"), taught)),
                Reader.ofFile("Markdown", temp.resolve("page.md"), taught, Document::read),
                Reader.ofFile(
                        "question",
                        temp.resolve("list/secrets/SEC-1.md"),
                        Files.readString(HERE.resolve("checklist/secrets/SEC-1.md")),
                        file -> Checklist.read(temp.resolve("list"))),
                Reader.ofLines(
                        "recipe",
                        Files.readString(HERE.resolve("labs/recipes/hardened.nut")),
                        lines -> Recipe.parse("recipe.nut", lines)),
                new Reader(
                        "seccomp profile",
                        PROFILE.getBytes(StandardCharsets.UTF_8),
                        bytes -> nutshell.seccomp.Profile.read("profile.json", bytes)),
                new Reader(
                        "filter",
                        HexFormat.of().parseHex("2000000000000000150001003e00000006000000000003800600000000000100"),
                        nutshell.seccomp.Program::read),
                Reader.ofFile("answers", temp.resolve("answers.json"), """
                        {"schema":"nutshell.answers/1","goals":["data"],"answers":
                          {"SEC-1":{"choice":"accepted","reason":"r","review":"2030-01-01","at":"2026-01-01T00:00:00Z"}}}
                        """, Answers::read),
                Reader.ofFile("baseline", temp.resolve("baseline.json"), """
                        {"schema":"nutshell.check/1","questions":[{"id":"SEC-1","group":"secrets","standing":"weak",
                         "evidence":[{"source":"s","subject":"docker:a","fact":"f","standing":"weak"}],"answer":null}]}
                        """, Baseline::read),
                Reader.ofFile(
                        "policy",
                        temp.resolve("policy.yaml"),
                        Files.readString(HERE.resolve("labs/policies/example.yaml")),
                        Policy::read),
                Reader.ofFile("scan", temp.resolve("scan.json"), """
                        {"schema":"nutshell.scan/1","image":"sha256:aa","at":"2026-01-01T00:00:00Z","findings":
                         [{"id":"CVE-1","severity":"high","score":7.5,"verdict":"affected","package":"a"}]}
                        """, ScanDocument::read),
                Reader.ofFile(
                        "signature",
                        temp.resolve("signature"),
                        "MEUCIQDabc==\n",
                        file -> DetachedSignature.read(payload, file)),
                Reader.ofFile(
                        "drift profile",
                        temp.resolve("profile"),
                        "a".repeat(64) + "  /bin/sh\n\\" + "b".repeat(64) + "  /a\\nb\n",
                        HostileInputTest::drift),
                Reader.ofFile("report", temp.resolve("report.json"), """
                        {"SchemaVersion":2,"ArtifactName":"a:1","Results":[{"Target":"a","Class":"os-pkgs","Vulnerabilities":
                        [{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","FixedVersion":"2","Severity":"HIGH"}]}]}
                        """, HostileInputTest::reports),
                Reader.ofFile("grype", temp.resolve("grype.json"), """
                        {"matches":[{"vulnerability":{"id":"CVE-1","severity":"High","fix":{"versions":["2"],"state":"fixed"}},
                        "artifact":{"name":"p","version":"1","type":"deb"}}],"source":{"target":{"userInput":"a:1"}}}
                        """, ScannerReport::read),
                Reader.ofFile("kube-bench", temp.resolve("bench.json"), """
                        {"Controls":[{"id":"1","tests":[{"section":"1.1","results":[{"test_number":"1.1.1","test_desc":"d",
                        "status":"FAIL","scored":true}]}]}],"Totals":{"total_fail":1}}
                        """, Reports::read),
                Reader.ofFile("kubelet", temp.resolve("kubelet.yaml"), """
                        apiVersion: kubelet.config.k8s.io/v1beta1
                        kind: KubeletConfiguration
                        authentication: {anonymous: {enabled: true}}
                        readOnlyPort: 10255
                        """, file -> KubeletFacts.read(file, "node")),
                Reader.ofFile("kubeconfig", temp.resolve("kubeconfig"), """
                        apiVersion: v1
                        kind: Config
                        current-context: a
                        contexts: [{name: a, context: {cluster: c, user: u}}]
                        clusters: [{name: c, cluster: {server: "https://127.0.0.1:6443", insecure-skip-tls-verify: false}}]
                        users: [{name: u, user: {token: x}}]
                        """, Kubeconfigs::read),
                Reader.ofText("Docker's JSON", """
                        {"Id":"aa","Name":"/web","Image":"sha256:aa","State":{"Running":true,"Status":"running","Pid":1},
                         "HostConfig":{"Privileged":true,"CapAdd":["ALL"],"Binds":["/:/host"],"SecurityOpt":["seccomp=unconfined"],
                          "NetworkMode":"host","PidsLimit":-1,"Memory":0,"RestartPolicy":{"Name":"always"},"Ulimits":null},
                         "Config":{"Image":"web:1","Env":["A=b"],"User":"","Labels":{"a":"b"},"Healthcheck":null},
                         "Mounts":[{"Type":"bind","Source":"/","Destination":"/host","RW":true,"Propagation":"rprivate"}],
                         "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"80"}]},"Networks":{"bridge":{}}}}
                        """, HostileInputTest::engine),
                Reader.ofFile("progress", temp.resolve("state/progress.json"), PROGRESS, HostileInputTest::progress));
    }

    private static final String SIGNED = """
            {"critical":{"identity":{"docker-reference":"a"},"image":{"docker-manifest-digest":"sha256:%s"},"type":"x"}}
            """.formatted("a".repeat(64));

    private static final String PROFILE = """
            {"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":1,"archMap":[{"architecture":"SCMP_ARCH_X86_64",
             "subArchitectures":["SCMP_ARCH_X86"]}],"syscalls":[{"names":["read","write"],"action":"SCMP_ACT_ALLOW"},
             {"names":["personality"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":8,"valueTwo":1,"op":"SCMP_CMP_MASKED_EQ"}],
              "includes":{"caps":["CAP_SYS_ADMIN"],"minKernel":"4.8"},"excludes":{"arches":["s390x"]}}]}
            """;

    private static final String PROGRESS = """
            {"schema":"nutshell.progress/1","labs":{"03-hostname":{"started":"2026-01-01T00:00:00Z","seen":["hostname"],"hints":1}}}
            """;

    private static List<Reader> ofPackages() {
        Path root = temp.resolve("root");
        return List.of(
                installed(root, "var/lib/dpkg/status", """
                        Package: a
                        Status: install ok installed
                        Source: b (1.0)
                        Version: 1:1.0-1+deb12u1
                        Architecture: amd64
                        Description: x
                         y

                        Package: c
                        Status: deinstall ok config-files
                        Version: 2
                        """),
                installed(root, "lib/apk/db/installed", "C:Q1=\nP:musl\nV:1.2.4-r2\nA:x86_64\no:musl\n\nP:b\nV:1\n\n"),
                installed(root, "etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nNAME='x'\n"),
                Reader.ofFile(
                        "OSV record",
                        temp.resolve("osv/CVE-1.json"),
                        """
                        {"id":"CVE-1","modified":"2026-01-01T00:00:00Z","aliases":["X"],"severity":[{"type":"CVSS_V3","score":
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"Debian:12","name":"a"},
                        "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:2.0-1"}]}],"versions":["1.0"]}]}
                        """,
                        file -> Scan.of(
                                Optional.empty(),
                                TreeInventory.of(debian(), temp),
                                Database.at(file.resolveSibling("")))));
    }

    private static Path debian() {
        try {
            Path root = temp.resolve("debian");
            Files.createDirectories(root.resolve("var/lib/dpkg"));
            Files.createDirectories(root.resolve("etc"));
            Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
            Files.writeString(
                    root.resolve("var/lib/dpkg/status"),
                    "Package: a\nStatus: install ok installed\nVersion: 1:1.0-1\nArchitecture: amd64\n");
            return root;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Reader installed(Path root, String file, String good) {
        Path own = root.resolve(file.replace('/', '-'));
        return Reader.ofFile(file, own.resolve(file), good, any -> TreeInventory.of(own, temp));
    }

    /** The other file of the lab is as it should be. */
    private static void lesson(Path other, String good) {
        try {
            Files.writeString(other, good);
            Course.at(temp.resolve("pack")).lab("03-hostname");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An engine that says this to all that it is asked for one thing, and so in a list to all that are lists. */
    private static void engine(String said) {
        Path socket = temp.resolve("engine.sock");
        try (StandInEngine engine = new StandInEngine(socket)) {
            for (String asked : List.of("/version", "/info", "/containers/aa/json", "/images/aa/json")) {
                engine.say(asked, said);
            }
            engine.say("/containers/json?all=true", "[{\"Id\":\"aa\"}," + said + "]");
            engine.say("/images/json", "[" + said + "]").say("/networks", "[" + said + "]");
            Engines.read(List.of(EngineAddress.parse("unix://" + socket)));
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void drift(Path file) {
        nutshell.evidence.Evidence<String> text = Documents.text(file);
        if (text instanceof nutshell.evidence.Evidence.Seen<String> seen) {
            Profile.parse("profile", seen.value().lines().toList());
        }
    }

    private static void reports(Path file) {
        Reports.read(file);
        ScannerReport.read(file);
    }

    private static void progress(Path file) {
        new ProgressFile(file.resolveSibling("")).load();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void is_a_value_or_a_refusal(Reader reader) {
        int refused = 0;
        long longest = 0;
        long longestCase = 0;
        requireReads(reader);
        for (long number = 0; number < CASES; number++) {
            byte[] bytes =
                    Mutation.of(reader.good(), number * 31 + reader.name().hashCode());
            long before = System.nanoTime();
            try {
                reader.reads().accept(bytes);
            } catch (Refusal e) {
                refused++;
                requireFitToBeShown(e);
            } catch (RuntimeException | Error e) {
                fail(
                        reader + ", case " + number + ": " + e + "\n"
                                + HexFormat.of().formatHex(bytes),
                        e);
            }
            long took = System.nanoTime() - before;
            if (took > longest) {
                longest = took;
                longestCase = number;
            }
        }
        assertTrue(longest < PATIENCE_NANOS, reader + ", case " + longestCase + " took " + longest / 1_000_000 + " ms");
        System.out.printf("%s: %d cases, %d refused, the longest %d ms%n", reader, CASES, refused, longest / 1_000_000);
    }

    private static void requireReads(Reader reader) {
        reader.reads().accept(reader.good());
    }

    private static void requireFitToBeShown(Refusal refusal) {
        String text = refusal.getMessage() + refusal.remedy();
        assertTrue(text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n'), () -> "unfit: " + text);
        assertTrue(text.length() < 20_000, () -> "long: " + text.length());
    }
}
