package nutshell.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.network.Answer;
import nutshell.network.Message;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Request;

/**
 * A conversation with the kernel about a network namespace; see netlink(7).
 *
 * <p>A request is one sendto(2), which succeeds whatever is asked; the answer comes by recvfrom(2). In the trace both are one
 * line, the sendto, whose errno is the answer's: that is what was asked, and what came of it.
 */
public final class NetlinkSocket implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int MSG_DONTWAIT = 0x40;

    /** The kernel never makes a dump's datagram longer (NLMSG_GOODSIZE and 32 KiB in netlink_dump()). */
    private static final int LONGEST = 32 * 1024;

    private final Door door;
    private final int fd;
    private int sequence = 1;

    NetlinkSocket(Door door, NetlinkProtocol protocol) {
        this.door = door;
        this.fd = (int) door.call(
                () -> door.libc().socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol.number()),
                "socket",
                "AF_NETLINK",
                "SOCK_RAW|SOCK_CLOEXEC",
                protocol.flagName());
        try {
            wantExplanations();
        } catch (SyscallFailed e) {
            // Nobody else would: who asked for a socket has got none.
            close();
            throw e;
        }
    }

    private void wantExplanations() {
        door.call(
                () -> door.libc().setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, new int[] {1}, 4),
                "setsockopt",
                Integer.toString(fd),
                "SOL_NETLINK",
                "NETLINK_EXT_ACK",
                "[1]",
                "4");
    }

    /** Asks for one thing; returns once the kernel has granted it, or throws its refusal. */
    public void ask(Request request) {
        ask(List.of(request));
    }

    /** Sends several requests in one datagram, and returns once the kernel has granted them all. */
    public void ask(List<Request> requests) {
        String words = requests.stream().map(Request::toString).collect(Collectors.joining("; "));
        long before = System.nanoTime();
        int first = sequence;
        long sent = send(door, requests, words);
        List<Message> answers = new ArrayList<>();
        Optional<Answer> refusal = Optional.empty();
        long wanted = requests.stream().filter(Request::wantsAnswer).count();
        while (refusal.isEmpty() && answers.size() < wanted) {
            answers.addAll(receive(first));
            refusal = answers.stream().map(Answer::of).filter(Answer::refuses).findFirst();
        }
        long micros = (System.nanoTime() - before) / 1000;
        report(words, sent, refusal, micros);
    }

    private void report(String words, long sent, Optional<Answer> refusal, long micros) {
        door.answered(
                "sendto",
                List.of(Integer.toString(fd), words),
                sent,
                refusal.map(Answer::errno).orElse(0),
                micros,
                refusal.flatMap(Answer::text));
    }

    /** Returns what the kernel tells in answer to a question; several messages for a dump. Looking is not traced. */
    public List<Message> look(Request question) {
        int first = sequence;
        send(door.quiet(), List.of(question), question.toString());
        List<Message> told = new ArrayList<>();
        do {
            told.addAll(receive(first));
            told.stream()
                    .filter(Message::isAnswer)
                    .findFirst()
                    .map(Answer::of)
                    .ifPresent(answer -> door.quiet()
                            .answered(
                                    "sendto",
                                    List.of(Integer.toString(fd), question.toString()),
                                    0,
                                    answer.errno(),
                                    0,
                                    answer.text()));
        } while (question.isDump() && told.stream().noneMatch(Message::isLast));
        return told;
    }

    /** Returns the number of bytes sent. */
    private long send(Door through, List<Request> requests, String words) {
        byte[] datagram = Request.datagram(requests, sequence);
        sequence += requests.size();
        long sent = door.libc().send(fd, datagram, datagram.length, 0);
        if (sent < 0) {
            through.report("sendto", List.of(Integer.toString(fd), words), sent, door.errno(), 0);
        }
        return sent;
    }

    /**
     * Returns the next datagram's messages, without those that answer what was asked earlier. Never waits: the kernel has
     * done all it was asked for, and queued the answers, before sendto(2) returns.
     */
    private List<Message> receive(int first) {
        byte[] datagram = new byte[LONGEST];
        Door quiet = door.quiet();
        long length = quiet.call(
                () -> door.libc().recv(fd, datagram, datagram.length, MSG_DONTWAIT), "recvfrom", Integer.toString(fd));
        return Message.split(datagram, (int) length).stream()
                .filter(message -> message.sequence() - first >= 0)
                .toList();
    }

    @Override
    public void close() {
        door.call(() -> door.libc().close(fd), "close", Integer.toString(fd));
    }
}
