#!/usr/bin/env python3
"""How far Splot scales: how fast a change spreads, what that costs a node a day, and where the first limit stands.

A model, and a simulation that confirms it. Every node syncs with K peers an hour, and a sync exchanges both ways, so
that afterwards both hold what either held. Scaling.md says where the formulas come from and what they leave out.

    Benchmarks/scaling.py                       all of it, as Markdown; about a minute
    Benchmarks/scaling.py --only cost limits    without the simulation
    Benchmarks/scaling.py --nodes 10 --peers 2  to compare with `simulate --spread 10 --peers 2`
"""

import argparse
import math
import random
import statistics
import sys
import time

HOURS_A_DAY = 24
MINUTES = 60
MIB = 1 << 20

# What the protocol allows (Protocol.md §10.2, §10.5, §10.9).
FRAMES_OF_A_LISTING = 16
CLUSTERS_IN_A_FRAME = 4_096
BYTES_OF_A_FRAME = MIB - 4_096
SESSIONS_AT_ONCE = 256
HOURS_OF_A_ROUND = 4


# --- How a change spreads: the recurrence -----------------------------------------------------------------------------


def missed(nodes, uninformed, peers):
    """The chance that a node's `peers` different peers, chosen among all others, all lack the change."""
    lacking = nodes * uninformed - 1
    chance = 1.0
    for index in range(peers):
        chance *= max(0.0, lacking - index) / (nodes - 1 - index)
    return chance


def next_hour_at_once(nodes, uninformed, peers):
    """All nodes call at the same moment, so that an hour passes a change on by one step.

    A node that lacks it still lacks it afterwards when all whom it calls lack it (the pull of Demers et al. 1987), and
    nobody who has it calls it (the push of Pittel 1987).
    """
    holders = nodes * (1 - uninformed)
    return uninformed * missed(nodes, uninformed, peers) * (1 - peers / (nodes - 1)) ** holders


def next_minute_by_turns(nodes, classes, minute, peers):
    """The nodes whose minute it is call, one peer after the other; what they got from one they pass on to the next."""
    lacking = statistics.fmean(classes)
    calling = classes[minute] * nodes / MINUTES
    pushes = sum(nodes / MINUTES - calling * missed(nodes, lacking, index) for index in range(peers))
    classes[minute] *= missed(nodes, lacking, peers)
    passed_on = (1 - 1 / (nodes - 1)) ** pushes
    return [lacking * passed_on for lacking in classes]


def predicted(nodes, peers, by_turns, may_lack):
    """The hours until at most `may_lack` nodes are expected to lack a change."""
    if by_turns:
        classes = [1 - 1 / nodes] * MINUTES
        for minute in range(1_000 * MINUTES):
            classes = next_minute_by_turns(nodes, classes, minute % MINUTES, peers)
            if nodes * statistics.fmean(classes) <= may_lack:
                return (minute + 1) / MINUTES
    else:
        uninformed = 1 - 1 / nodes
        for hour in range(1_000):
            uninformed = next_hour_at_once(nodes, uninformed, peers)
            if nodes * uninformed <= may_lack:
                return hour + 1
    return math.inf


# --- How a change spreads: the simulation -----------------------------------------------------------------------------


def choose(nodes, node, peers, chance):
    """`peers` different nodes other than `node`."""
    chosen = []
    while len(chosen) < peers:
        other = int(chance() * (nodes - 1))
        other += other >= node
        if other not in chosen:
            chosen.append(other)
    return chosen


def reached(lists, start):
    """How many nodes a change can reach: calls carry both ways."""
    callers = [[] for _ in lists]
    for node, others in enumerate(lists):
        for other in others:
            callers[other].append(node)
    found, left = {start}, [start]
    while left:
        node = left.pop()
        for other in lists[node] + callers[node]:
            if other not in found:
                found.add(other)
                left.append(other)
    return len(found)


def spread(nodes, peers, by_turns, is_fixed, generator):
    """Lets one change spread.

    Returns the hours until 99 in 100 nodes and until all of them have it; infinite when it does not get there, which
    happens only when the peers are fixed and do not hang together.
    """
    chance = generator.random
    order = list(range(nodes))
    generator.shuffle(order)
    lists = [choose(nodes, node, peers, chance) for node in range(nodes)] if is_fixed else None
    start = int(chance() * nodes)
    holds = bytearray(nodes)
    holds[start] = 1
    count, most, hour = 1, math.ceil(0.99 * nodes), 0
    goal = reached(lists, start) if is_fixed else nodes
    reached_most = math.inf
    if goal < most:
        return math.inf, math.inf
    while count < goal:
        known = holds if by_turns else bytes(holds)
        for turn, node in enumerate(order):
            for other in lists[node] if is_fixed else choose(nodes, node, peers, chance):
                if not (known[node] or known[other]):
                    continue
                for end in (node, other):
                    if not holds[end]:
                        holds[end] = 1
                        count += 1
                if count >= most and reached_most == math.inf:
                    reached_most = hour + (turn + 1) / nodes if by_turns else hour + 1
            if by_turns and count == goal:
                return reached_most, hour + (turn + 1) / nodes if goal == nodes else math.inf
        hour += 1
    return reached_most, hour if goal == nodes else math.inf


def simulated(nodes, peers, by_turns, is_fixed, runs, generator):
    """The medians over runs, until 99 in 100 and until all, and the extremes until all; as texts."""
    results = [spread(nodes, peers, by_turns, is_fixed, generator) for _ in range(runs)]
    most = statistics.median_low(result[0] for result in results)
    everyone = [result[1] for result in results]
    extremes = f"{hours(min(everyone))} to {hours(max(everyone))}"
    return hours(most), hours(statistics.median_low(everyone)), extremes


# --- What it costs ----------------------------------------------------------------------------------------------------


class Federation:
    """A federation of a size, and what follows from it and from the figures that were measured elsewhere."""

    def __init__(self, options, nodes, peers):
        self.options = options
        self.nodes = nodes
        self.peers = peers
        self.logs_each = min(options.logs_per_cluster, nodes)
        self.clusters = nodes / self.logs_each
        self.sessions = 2 * peers * HOURS_A_DAY
        self.entries = nodes * options.changes

    def listing(self):
        """The bytes of all that a node holds, as it lists them to a peer that it never met."""
        return self.clusters * self.options.cluster_listed + self.nodes * self.options.log_named

    def listing_fits(self):
        """Whether the protocol lets such a listing through."""
        frames = max(self.listing() / BYTES_OF_A_FRAME, self.clusters / CLUSTERS_IN_A_FRAME)
        return frames <= FRAMES_OF_A_LISTING

    def frontier(self):
        """The bytes that a node remembers of each peer that it has met."""
        return self.clusters * 71 + self.nodes * 69

    def changed(self, hours_apart):
        """The clusters and the logs that have changed since two nodes met so long ago."""
        unchanged = math.exp(-self.options.changes * hours_apart / HOURS_A_DAY)
        return self.clusters * (1 - unchanged**self.logs_each), self.nodes * (1 - unchanged)

    def naming(self, hours_apart):
        """The bytes with which one side says what it holds to a peer that it met so long ago."""
        clusters, logs = self.changed(hours_apart)
        named = clusters * self.options.cluster_named + logs * self.options.log_named
        fits = named <= BYTES_OF_A_FRAME and clusters <= CLUSTERS_IN_A_FRAME
        return named if fits else self.listing()

    def meets_again(self):
        """The hours from one meeting of two nodes to the next when peers are drawn anew each hour."""
        return (self.nodes - 1) / (2 * self.peers)

    def naming_at_random(self):
        """The same when peers are drawn anew, by a node that has been there for `--age` days.

        Two nodes meet at random moments, so the time since they last met is distributed exponentially; who never met
        lists all. In steps, because what is named jumps to a whole listing when it does not fit a frame.
        """
        age, steps = self.options.age * HOURS_A_DAY, 400
        never = math.exp(-age / self.meets_again())
        total = never * self.listing()
        for step in range(steps):
            share = 1 - (1 - never) * (step + 0.5) / steps
            total += (1 - never) / steps * self.naming(-math.log(share) * self.meets_again())
        return total

    def carried(self):
        """The bytes a day of what is new: each node gets each entry once, and passes each on once in the mean."""
        return 2 * self.entries * (self.options.transfer + self.options.entry)

    def bytes_a_day(self, naming):
        """The bytes a day that a node sends and receives, in all its sessions."""
        each = 2 * self.options.nothing_new + self.options.handshake + 2 * naming
        return self.sessions * each + self.carried()

    def bytes_at_random(self):
        return self.bytes_a_day(self.naming_at_random())

    def bytes_fixed(self):
        return self.bytes_a_day(self.naming(1))

    def bytes_staying(self):
        """With sessions that stay: no handshakes, a look each 30 seconds, and each log named as it changes.

        Each entry is named once on each of a node's sessions: an opening, its answer, and the two frames that end a
        round come to three looks and what the log is named with.
        """
        options = self.options
        looks = 120 * HOURS_A_DAY * 2 * options.look
        named = self.entries * (options.cluster_named + options.log_named + 3 * options.look)
        return 2 * self.peers * (looks + named) + self.carried()

    def directory(self):
        """The entries of a full directory before anybody changes it."""
        return self.nodes * self.options.records * self.options.entries_per_record

    def disk_after_a_year(self):
        return (self.directory() + 365 * self.entries) * self.options.disk

    def join_hours(self):
        """How long a node that joins merges what the others hold."""
        return self.directory() / self.options.merge_rate / 3_600

    def merge_seconds(self):
        return self.entries / self.options.merge_rate

    def remembered(self, is_fixed):
        """The bytes that are remembered of all peers met within `--age` days."""
        met = 2 * self.peers if is_fixed else self.nodes - 1
        if not is_fixed:
            met *= 1 - math.exp(-self.options.age * HOURS_A_DAY / self.meets_again())
        return min(met, self.nodes - 1) * self.frontier()

    def most_calls(self):
        """The sessions in one hour of the node that is called most: its own calls, and a Poisson tail."""
        tail, term, calls = 1.0, math.exp(-self.peers), 0
        while self.nodes * tail >= 1 and calls < self.nodes - 1:
            tail -= term
            calls += 1
            term *= self.peers / calls
        return self.peers + calls

    def comparing_hours(self):
        """How long the people of a node compare fingerprints by telephone until it trusts all the others."""
        return (self.clusters - 1) * self.options.comparing / 60


def limits(options, peers):
    """The limits, and for each whether a federation is beyond it."""

    def at(nodes):
        return Federation(options, nodes, peers)

    line = options.line * 1e6 / 8 * 86_400
    disk = options.disk_limit * 1e12
    return [
        (
            f"people compare fingerprints for more than {options.patience} hours",
            "vouching: to trust whom a trusted cluster has compared",
            lambda nodes: at(nodes).comparing_hours() > options.patience,
        ),
        (
            f"an hour changes more than {CLUSTERS_IN_A_FRAME:,} clusters or a frame holds: each sync lists everything",
            "sessions that stay (`splot serve`), or an opening of several frames",
            lambda nodes: at(nodes).naming(1) >= at(nodes).listing(),
        ),
        (
            f"a listing is more than {FRAMES_OF_A_LISTING} frames: who never met cannot sync at all",
            "comparing by a tree over the logs instead of by a list; or more logs to a cluster",
            lambda nodes: not at(nodes).listing_fits(),
        ),
        (
            f"peers drawn anew: what is remembered of them takes a tenth of the disk after {options.age:g} days",
            "a fixed list of peers, as `splot peer add` keeps it",
            lambda nodes: at(nodes).remembered(False) > disk / 10,
        ),
        (
            f"hourly syncs take more than half of a line of {options.line:g} Mbit/s",
            "sessions that stay",
            lambda nodes: at(nodes).bytes_fixed() > line / 2,
        ),
        (
            f"sessions that stay take more than half of a line of {options.line:g} Mbit/s",
            "a directory in parts: nodes that hold only the regions or kinds they need",
            lambda nodes: at(nodes).bytes_staying() > line / 2,
        ),
        (
            f"the disk is full after a year: {options.disk_limit:g} TB",
            "keeping less of each entry: most of it is the merged state and the index",
            lambda nodes: at(nodes).disk_after_a_year() > disk,
        ),
        (
            f"a node that joins merges for more than {HOURS_OF_A_ROUND} hours, and begins another round",
            "merging faster; nothing is lost meanwhile",
            lambda nodes: at(nodes).join_hours() > HOURS_OF_A_ROUND,
        ),
        (
            "merging what is new takes longer than the day",
            "merging faster",
            lambda nodes: at(nodes).merge_seconds() > 86_400,
        ),
        (
            f"one node has more than {SESSIONS_AT_ONCE} sessions open, if all calls of an hour come at once",
            "a minute of its own for each node's cron",
            lambda nodes: at(nodes).most_calls() > SESSIONS_AT_ONCE,
        ),
    ]


def first_beyond(is_beyond, most=10**9):
    """The smallest federation that is beyond a limit, to half a percent; `None` when none up to `most` is."""
    low, high = 8, 16
    while not is_beyond(high):
        low, high = high, high * 2
        if high > most:
            return None
    while high - low > max(1, high // 200):
        middle = (low + high) // 2
        if is_beyond(middle):
            high = middle
        else:
            low = middle
    return high


# --- What is printed --------------------------------------------------------------------------------------------------


def hours(number):
    if number == math.inf:
        return "never"
    return f"{number:.1f}" if number != int(number) else f"{int(number)}"


def size(count):
    """A number of bytes, with three digits."""
    for unit in ["B", "kB", "MB", "GB", "TB"]:
        if count < 999.5 or unit == "TB":
            return f"{count:.3g} {unit}" if count < 100 else f"{count:,.0f} {unit}"
        count /= 1_000
    return ""


def rounded(number):
    """A count with two digits: more of them would not be true."""
    step = 10 ** (len(str(number)) - 2)
    return f"{round(number / step) * step:,}"


def table(titles, rows, texts=()):
    """Prints a table; the columns whose numbers are in `texts` are no figures."""
    print("| " + " | ".join(titles) + " |")
    print("| " + " | ".join("---" if column in texts else "---:" for column in range(len(titles))) + " |")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def runs_for(options, nodes):
    """Fewer of what takes longer, and varies less."""
    return options.runs or max(5, min(1_000, 100_000 // nodes))


def print_spread(options):
    print(f"### How fast a change spreads (seed {options.seed})\n")
    print("Hours until 99 in 100 nodes and until all have it; medians, and the extremes until all.\n")
    generator = random.Random(options.seed)
    for by_turns, title in [(False, "All nodes call at the same minute"), (True, "Each node has a minute of its own")]:
        rows = []
        for nodes in options.nodes:
            for peers in options.peers:
                if peers >= nodes:
                    continue
                few = math.log(2)
                most = max(few, nodes - math.ceil(0.99 * nodes))
                runs = runs_for(options, nodes)
                rows.append(
                    [f"{nodes:,}", peers]
                    + [hours(predicted(nodes, peers, by_turns, bound)) for bound in (most, few)]
                    + list(simulated(nodes, peers, by_turns, False, runs, generator))
                    + list(simulated(nodes, peers, by_turns, True, runs, generator))
                    + [runs]
                )
        print(f"{title}:\n")
        titles = ["nodes", "K", "model 99 %", "model all", "random 99 %", "random all", "from … to"]
        table(titles + ["fixed 99 %", "fixed all", "from … to", "runs"], rows)


def print_cost(options):
    print(f"### Bytes that a node sends and receives a day, {options.changes:g} changes a day on each node\n")
    rows = []
    for nodes in options.nodes:
        for peers in options.peers:
            if peers >= nodes:
                continue
            federation = Federation(options, nodes, peers)
            mark = "" if federation.listing_fits() else " (not allowed)"
            hourly = "" if federation.naming(1) < federation.listing() else mark
            rows.append(
                [f"{nodes:,}", peers, f"{federation.entries:,.0f}", size(federation.carried())]
                + [size(federation.bytes_at_random()) + mark, size(federation.bytes_fixed()) + hourly]
                + [size(federation.bytes_staying())]
            )
    titles = ["nodes", "K", "entries a day", "of it entries", "peers drawn anew", "fixed peers", "sessions that stay"]
    table(titles, rows)


def print_limits(options):
    peers = 2
    federations = [Federation(options, nodes, peers) for nodes in options.nodes if nodes > peers]
    print(f"### What a node has to bear, K = {peers}\n")
    rows = [
        ("a listing of all logs", lambda it: size(it.listing()) + ("" if it.listing_fits() else " (not allowed)")),
        ("logs that changed in an hour", lambda it: f"{it.changed(1)[1]:,.0f}"),
        ("frontier remembered of each peer", lambda it: size(it.frontier())),
        (f"of all peers, fixed, after {options.age:g} days", lambda it: size(it.remembered(True))),
        (f"of all peers, drawn anew, after {options.age:g} days", lambda it: size(it.remembered(False))),
        ("written for that a day", lambda it: size(it.sessions * it.frontier())),
        ("sessions an hour: mean, and the most", lambda it: f"{2 * it.peers} and {it.most_calls()}"),
        ("entries of a full directory", lambda it: f"{it.directory():,.0f}"),
        ("sent to a node that joins", lambda it: size(it.directory() * options.cold_entry)),
        ("it merges for", lambda it: f"{it.join_hours():.3g} h"),
        ("merging what is new, a day", lambda it: f"{it.merge_seconds():.3g} s"),
        ("disk with the full directory", lambda it: size(it.directory() * options.disk)),
        ("disk after a year", lambda it: size(it.disk_after_a_year())),
        ("fingerprints to compare, by each", lambda it: f"{it.clusters - 1:,.0f} ({it.comparing_hours():,.3g} h)"),
    ]
    titles = [""] + [f"{it.nodes:,} nodes" for it in federations]
    table(titles, [[name] + [figure(it) for it in federations] for name, figure in rows], texts={0})

    print(f"### Where the limits stand, K = {peers}, {options.changes:g} changes a day on each node\n")
    found = [(first_beyond(is_beyond), name, remedy) for name, remedy, is_beyond in limits(options, peers)]
    found.sort(key=lambda row: row[0] or math.inf)
    rows = [[rounded(nodes) if nodes else "more than 10⁹", name, remedy] for nodes, name, remedy in found]
    table(["nodes", "limit", "what would lift it"], rows, texts={1, 2})


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    number = {"type": float, "metavar": "N"}
    parser.add_argument("--nodes", type=int, nargs="+", default=[10, 1_000, 100_000], metavar="N")
    parser.add_argument("--peers", type=int, nargs="+", default=[1, 2, 3, 5], metavar="K", help="peers called an hour")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="of the simulation (1,000 down to 5, by size)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the simulation; it is printed")
    parser.add_argument("--only", nargs="+", choices=["spread", "cost", "limits"], default=["spread", "cost", "limits"])

    measured = parser.add_argument_group("figures measured elsewhere")
    measured.add_argument(
        "--nothing-new", default=92, help="bytes each way of a sync with nothing new (Protocol.md §10.11: 92)", **number
    )
    measured.add_argument(
        "--look", default=42, help="bytes each way of a look in a session that stays (§10.2: an opening of 42)", **number
    )
    measured.add_argument(
        "--handshake", default=1_299, help="bytes of a TLS handshake, both ways (`make limits`: 1299)", **number
    )
    measured.add_argument(
        "--cluster-named", default=37, help="bytes of a cluster in an opening, without its logs (§10.2: 37)", **number
    )
    measured.add_argument(
        "--cluster-listed", default=72, help="bytes of a cluster in a listing, without its logs (§10.2: 72)", **number
    )
    measured.add_argument(
        "--log-named", default=138, help="bytes of a log in an opening or a listing (§10.2: 138)", **number
    )
    measured.add_argument(
        "--transfer",
        default=278,
        help="bytes around the entries of a log that goes over (§10.11: 586 less 92, one cluster, log and entry: 278)",
        **number,
    )
    measured.add_argument(
        "--entry", default=41, help="bytes of an entry among few (§10.11: (4647 - 586) / 99 = 41)", **number
    )
    measured.add_argument("--cold-entry", default=43, help="bytes of an entry among many (`make bench`: 42.7)", **number)
    measured.add_argument("--disk", default=219, help="bytes of an entry on disk (`make bench`: cold sync)", **number)
    measured.add_argument(
        "--merge-rate", default=62_000, help="entries a second, merged and indexed (`make bench-scale`)", **number
    )

    assumed = parser.add_argument_group("assumptions")
    assumed.add_argument("--changes", default=10, help="entries that each node writes a day (10)", **number)
    assumed.add_argument("--records", default=500, help="records that each node brings (500)", **number)
    assumed.add_argument("--entries-per-record", default=4, help="one creation and three changes (4)", **number)
    assumed.add_argument("--logs-per-cluster", type=int, default=1, metavar="N", help="1 to 512 (1)")
    assumed.add_argument("--age", default=365, help="days that a node has been there (365)", **number)
    assumed.add_argument("--line", default=10, help="Mbit/s of a node's line (10)", **number)
    assumed.add_argument("--disk-limit", default=1, help="TB of a node's disk (1)", **number)
    assumed.add_argument("--comparing", default=2, help="minutes to compare a fingerprint by telephone (2)", **number)
    assumed.add_argument("--patience", type=int, default=40, metavar="N", help="hours that people compare (40)")

    options = parser.parse_args()
    if min(options.nodes) < 2 or min(options.peers) < 1:
        parser.error("a federation has at least 2 nodes, and each calls at least 1")
    if not 1 <= options.logs_per_cluster <= 512:
        parser.error("a cluster has 1 to 512 logs (Protocol.md §5.6)")
    return options


def main():
    options = parse()
    start = time.monotonic()
    for name, section in [("spread", print_spread), ("cost", print_cost), ("limits", print_limits)]:
        if name in options.only:
            section(options)
    print(f"{time.monotonic() - start:.0f} seconds, seed {options.seed}", file=sys.stderr)


if __name__ == "__main__":
    main()
