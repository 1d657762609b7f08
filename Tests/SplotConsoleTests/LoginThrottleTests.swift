import Testing

@testable import SplotConsole

struct LoginThrottleTests {
    private let anna = LoginThrottle.Source.name("anna")

    @Test func fiveFailuresAreFreeThenTheWaitDoubles() {
        var throttle = LoginThrottle()
        for _ in 0..<4 { throttle.fail([self.anna], now: 100) }
        #expect(throttle.wait([self.anna], now: 100) == nil)
        throttle.fail([self.anna], now: 100)
        #expect(throttle.wait([self.anna], now: 100) == 30)
        #expect(throttle.wait([self.anna], now: 129) == 1)
        #expect(throttle.wait([self.anna], now: 130) == nil)
        throttle.fail([self.anna], now: 130)
        #expect(throttle.wait([self.anna], now: 130) == 60)
        for _ in 0..<40 { throttle.fail([self.anna], now: 200) }
        #expect(throttle.wait([self.anna], now: 200) == LoginThrottle.longestWait)
    }

    @Test func anAddressMayFailMoreOftenThanAName() {
        var throttle = LoginThrottle()
        let address = LoginThrottle.Source.address("192.0.2.1")
        for number in 0..<19 { throttle.fail([.name("user\(number)"), address], now: 0) }
        #expect(throttle.wait([.name("other"), address], now: 0) == nil)
        throttle.fail([.name("last"), address], now: 0)
        #expect(throttle.wait([.name("other"), address], now: 0) == 30)
        #expect(throttle.wait([.name("other"), .address("192.0.2.2")], now: 0) == nil)
    }

    @Test func signingInAndTimeForgive() {
        var throttle = LoginThrottle()
        for _ in 0..<5 { throttle.fail([self.anna], now: 0) }
        throttle.succeed(self.anna)
        #expect(throttle.wait([self.anna], now: 0) == nil)
        for _ in 0..<5 { throttle.fail([self.anna], now: 0) }
        throttle.fail([self.anna], now: LoginThrottle.memory + 1)
        #expect(throttle.wait([self.anna], now: LoginThrottle.memory + 1) == nil)
    }

    @Test func itRemembersOnlySoMany() {
        var throttle = LoginThrottle()
        for number in 0..<(LoginThrottle.limit + 50) {
            for _ in 0..<5 { throttle.fail([.name("\(number)")], now: UInt64(number)) }
        }
        #expect(throttle.wait([.name("0")], now: 0) == nil)
        let last = UInt64(LoginThrottle.limit + 49)
        #expect(throttle.wait([.name("\(last)")], now: last) == 30)
    }
}
